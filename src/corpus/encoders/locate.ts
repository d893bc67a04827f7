import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../base/cache.js";
import { type AmtlError, badInput, lacking } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import { readConfig } from "../files/config.js";
import { encoderRegistry } from "../../methods/encoders/registry.js";

export type EncoderPlace =
  | { readonly kind: "constructed" }
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "absent" };

/** Where `encoder get` puts an encoder. */
export const installedFolder = (id: string): string => join(cacheFolder(), "encoders", id);

const isPath = (id: string): boolean => /[\\/]|^\./.test(id);

/** Ids of the registry and of the configuration files. */
export const knownEncoders = (): string[] => [
  ...new Set([...encoderRegistry.map(({ id }) => id), ...Object.keys(readConfig().encoders)]),
];

/**
 * Where an encoder is: built by the program, a folder given by its path, one that the configuration names, one under
 * `AMTL_DATA/encoders`, or the user's cache.
 *
 * @throws AmtlError (2) for an unknown name or a path without a folder.
 */
export function locateEncoder(id: string): EncoderPlace {
  const entry = encoderRegistry.find((one) => one.id === id);
  if (entry?.kind === "constructed") return { kind: "constructed" };
  if (entry === undefined && isPath(id)) return givenFolder(id, `--encoder ${id}`);
  const sources = readConfig().encoders[id];
  if (entry === undefined && sources === undefined) throw unknownEncoder(id);
  const own = (sources ?? []).find(({ from }) => from === "folder");
  if (own?.from === "folder") return givenFolder(own.folder, `encoders.${id} in the configuration`);
  const folder = encoderFolders(id).find((path) =>
    ["config.json", "model.safetensors"].every((name) => existsSync(join(path, name))),
  );
  return folder === undefined ? { kind: "absent" } : { kind: "folder", folder };
}

function encoderFolders(id: string): string[] {
  const data = process.env.AMTL_DATA ?? "";
  const installed = installedFolder(id);
  return data === "" ? [installed] : [join(resolve(data), "encoders", id), installed];
}

function givenFolder(path: string, where: string): EncoderPlace {
  const folder = resolve(path);
  if (existsSync(folder)) return { kind: "folder", folder };
  throw badInput("This encoder folder does not exist", { where, got: folder });
}

function unknownEncoder(id: string): AmtlError {
  const meant = nearest(id, knownEncoders());
  return badInput(`Unknown encoder "${id}"`, {
    expected: `${knownEncoders().join(", ")}, or the path of a Hugging Face folder (./my-folder)`,
    got: id,
    fix: meant === undefined ? "amtl-run encoder shows them" : `did you mean ${meant}?`,
  });
}

/** The error for an encoder that is known and not here: exit code 4. */
export function missingEncoder(id: string): AmtlError {
  const first = readConfig().encoders[id]?.at(0);
  const megabytes = first !== undefined && "bytes" in first ? Math.round(first.bytes / 1e6) : null;
  return lacking(`The encoder ${id} is not installed`, {
    where: encoderFolders(id).join(" and "),
    expected: `config.json, tokenizer.json (or vocab.txt) and model.safetensors${megabytes === null ? "" : ` (a download of ${megabytes} MB)`}`,
    fix: `amtl-run encoder get ${id}`,
  });
}
