import { existsSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { canonicalJson, sha256 } from "../../base/canonical.js";
import type { EncoderOrigin } from "../../contract/corpus/encoder.js";
import { AmtlError, badInput, ExitCode, lacking } from "../../base/errors.js";
import { type EncoderSource, encoderSources, readConfig } from "../files/config.js";
import { PATIENCE, type Patience, type Progress } from "../download/request.js";
import { withLock } from "../download/with-lock.js";
import { bringEncoder, describeSource } from "./bring.js";
import { inspectFolder } from "./folder.js";
import { installedFolder, locateEncoder, originOf, storedName } from "./locate.js";
import { hubWord } from "./origin.js";
import { type ResolvedEncoder, resolveEncoder } from "./resolve.js";

export interface GetOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly patience?: Patience;
  /** Sources instead of the configuration's. */
  readonly sources?: readonly EncoderSource[];
  readonly hub?: string;
}

export interface Got {
  readonly encoder: ResolvedEncoder;
  /** False when it was here already. */
  readonly fetched: boolean;
  /** For people. */
  readonly from: string;
}

/**
 * Brings an encoder into the user's cache: the sources of the configuration in their order, checked, and put in place
 * in one step, so that an encoder folder is always whole, however many do this at once or are killed meanwhile.
 *
 * @throws AmtlError (4) when no source can be had, with what each of them said; (2) for an unknown id.
 */
export async function getEncoder(id: string, options: GetOptions = {}): Promise<Got> {
  const place = locateEncoder(id);
  const origin = originOf(id);
  const target = installedFolder(storedName(id, origin));
  if (place.kind === "constructed") {
    return { encoder: await resolveEncoder(id), fetched: false, from: "built by the program" };
  }
  if (place.kind === "folder" && place.folder !== target) {
    return { encoder: await resolveEncoder(id), fetched: false, from: place.folder };
  }
  const sources = options.sources ?? sourcesOf(id, origin);
  return withLock(target, async () => {
    const whole = existsSync(target) && (await isWhole(target));
    const from = whole
      ? target
      : await install(id, commandOf(id, origin), sources, target, options);
    return { encoder: await resolveEncoder(id), fetched: !whole, from };
  });
}

const isWhole = (folder: string): Promise<boolean> =>
  inspectFolder(folder).then(
    () => true,
    () => false,
  );

const commandOf = (id: string, origin: EncoderOrigin): string =>
  `amtl-run encoder get ${origin.kind === "hub" ? hubWord(origin) : id}`;

/** What an encoder may be brought from, in the order in which it is tried. */
const sourcesOf = (id: string, origin: EncoderOrigin): readonly EncoderSource[] =>
  origin.kind === "hub"
    ? [{ from: "hub", repository: origin.repository, revision: origin.revision, sha256: {} }]
    : (encoderSources(id) ?? []);

async function install(
  id: string,
  command: string,
  sources: readonly EncoderSource[],
  target: string,
  options: GetOptions,
): Promise<string> {
  const config = readConfig();
  const reasons: { readonly source: EncoderSource; readonly error: AmtlError }[] = [];
  for (const source of sources) {
    if (source.from === "folder") continue;
    const staging = stagingFolder(target, source);
    try {
      await bringEncoder(source, staging, {
        hub: options.hub ?? config.hub,
        command,
        onProgress: options.onProgress ?? (() => undefined),
        patience: options.patience ?? PATIENCE,
      });
      await inspectFolder(staging);
    } catch (error) {
      if (!(error instanceof AmtlError)) throw error;
      reasons.push({ source, error });
      if (error.exitCode === ExitCode.badInput) await rm(staging, { recursive: true });
      continue;
    }
    await putInPlace(staging, target);
    return describeSource(source);
  }
  throw unavailable(id, command, reasons);
}

/** One for each source, so that a download is never resumed from another revision. */
const stagingFolder = (target: string, source: EncoderSource): string =>
  `${target}.${sha256(canonicalJson(source)).slice(0, 12)}.part`;

/** What stood there was not whole; what other sources left is of no use any more. */
async function putInPlace(staging: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await rename(staging, target);
  for (const name of await readdir(dirname(target))) {
    if (name.startsWith(`${basename(target)}.`) && name.endsWith(".part")) {
      await rm(join(dirname(target), name), { recursive: true });
    }
  }
}

function unavailable(
  id: string,
  command: string,
  reasons: readonly { readonly source: EncoderSource; readonly error: AmtlError }[],
): AmtlError {
  const own = `name a Hugging Face folder in amtl.config.local.json: {"encoders": {"${id}": [{"from": "folder", "folder": "…"}]}}`;
  if (reasons.length === 0) {
    return badInput(`No source for encoder ${id}`, {
      where: `amtl.config.json, encoders.${id}`,
      fix: own,
    });
  }
  const said = reasons.map(({ source, error: { message, details } }) => {
    const got = details.got === undefined ? "" : ` (${details.got})`;
    return `${describeSource(source)}: ${message}${got}`;
  });
  const places = reasons.flatMap(({ error }) => error.details.where ?? []);
  const way = reasons.length === 1 ? reasons[0].error.details.fix : undefined;
  return lacking(`Cannot download encoder ${id}`, {
    ...(places.length > 0 && { where: places.join(" and ") }),
    got: said.join("; "),
    fix: `${way ?? `look at the network, then ${command}`}; or ${own}`,
  });
}
