import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../base/cache.js";
import { type AmtlError, badInput, lacking } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { EncoderOrigin, Encoders } from "../../contract/corpus/encoder.js";
import { ENCODERS } from "../../methods/encoders/registry.js";
import { encoderSources, readConfig } from "../files/config.js";
import { cachedSnapshot } from "./hub-cache.js";
import { hubName, hubWord, isPlace, originFrom, type HubRevision } from "./origin.js";

export type EncoderPlace =
  | { readonly kind: "constructed" }
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "absent" };

/** Where `encoder get` puts an encoder. */
export const installedFolder = (name: string): string => join(cacheFolder(), "encoders", name);

/** Ids of the project's encoders and of those that the configuration files name. */
export const knownEncoders = (encoders: Encoders = ENCODERS): string[] => [
  ...new Set([...encoders.keys(), ...Object.keys(readConfig().encoders)]),
];

/**
 * What an id stands for: an encoder that is known, or "./my-folder" and "owner/name".
 * @throws AmtlError (2) for an unknown name.
 */
export function originOf(id: string, encoders: Encoders = ENCODERS): EncoderOrigin {
  const known = encoders.get(id)?.origin;
  if (known !== undefined) return known;
  if (isPlace(id)) return originFrom(id, process.cwd());
  if (encoderSources(id) === undefined) throw unknownEncoder(id, encoders);
  return { kind: "pretrained" };
}

/** The name of an encoder's folder in `AMTL_DATA/encoders` or in the user's cache. */
export const storedName = (id: string, origin: EncoderOrigin): string =>
  origin.kind === "hub" ? hubName(origin) : id;

/**
 * Where an encoder is: built by the program, a folder given by its path, one that the configuration names, one under
 * `AMTL_DATA/encoders` (whatever it holds), the user's cache, or the cache that the hub's own programs share.
 *
 * @param encoders among which it is looked up: the project's unless given.
 * @throws AmtlError (2) for an unknown name or a path without a folder.
 */
export function locateEncoder(id: string, encoders: Encoders = ENCODERS): EncoderPlace {
  const origin = originOf(id, encoders);
  if (origin.kind === "constructed") return { kind: "constructed" };
  if (origin.kind === "folder") return givenFolder(origin.folder, `encoder ${id}`);
  if (origin.kind === "pretrained") {
    const own = (encoderSources(id) ?? []).find(({ from }) => from === "folder");
    if (own?.from === "folder")
      return givenFolder(own.folder, `encoders.${id} in the configuration`);
  }
  const name = storedName(id, origin);
  const given = dataFolder(name);
  if (given !== null && existsSync(given)) return { kind: "folder", folder: given };
  const installed = installedFolder(name);
  if (INSTALLED.every((file) => existsSync(join(installed, file)))) {
    return { kind: "folder", folder: installed };
  }
  const shared = hubRevisions(id, origin)
    .map(cachedSnapshot)
    .find((folder) => folder !== null);
  return shared === undefined ? { kind: "absent" } : { kind: "folder", folder: shared };
}

/** An installation is put in place in one step: what lacks one of these was cut short otherwise, and is brought again. */
const INSTALLED = ["config.json", "model.safetensors"];

function dataFolder(name: string): string | null {
  const data = process.env.AMTL_DATA ?? "";
  return data === "" ? null : join(resolve(data), "encoders", name);
}

const encoderFolders = (name: string): readonly string[] =>
  [dataFolder(name), installedFolder(name)].filter((folder) => folder !== null);

/** What the hub has it under, as far as that is known. */
const hubRevisions = (id: string, origin: EncoderOrigin): readonly HubRevision[] =>
  origin.kind === "hub"
    ? [origin]
    : (encoderSources(id) ?? []).filter((source) => source.from === "hub");

function givenFolder(path: string, where: string): EncoderPlace {
  const folder = resolve(path);
  if (existsSync(folder)) return { kind: "folder", folder };
  throw badInput("Encoder folder not found", {
    where,
    expected:
      "a Hugging Face folder with config.json, tokenizer.json (or vocab.txt) and model.safetensors",
    got: `no folder ${folder}`,
    fix: "correct the path, or name a repository of the model hub: owner/name",
  });
}

function unknownEncoder(id: string, encoders: Encoders): AmtlError {
  const meant = nearest(id, knownEncoders(encoders));
  return badInput(`Unknown encoder "${id}"`, {
    expected: `${knownEncoders(encoders).join(", ")}, the path of a Hugging Face folder (./my-folder), or a repository of the hub (owner/name)`,
    got: id,
    fix: meant === undefined ? "amtl-run encoder shows them" : `did you mean ${meant}?`,
  });
}

/** The error for an encoder that is known and not here: exit code 4. */
export function missingEncoder(id: string, encoders: Encoders = ENCODERS): AmtlError {
  const origin = originOf(id, encoders);
  const first = encoderSources(id)?.at(0);
  const bytes = first !== undefined && "bytes" in first ? first.bytes : undefined;
  const download = bytes === undefined ? "" : ` (a download of ${Math.round(bytes / 1e6)} MB)`;
  return lacking(`Encoder ${id} is not installed`, {
    where: encoderFolders(storedName(id, origin)).join(" and "),
    expected: `config.json, tokenizer.json (or vocab.txt) and model.safetensors${download}`,
    fix: `amtl-run encoder get ${origin.kind === "hub" ? hubWord(origin) : id}`,
  });
}
