import { existsSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { canonicalJson, sha256 } from "../../base/canonical.js";
import type { EncoderOrigin } from "../../contract/corpus/encoder.js";
import { AmtlError, badInput, ExitCode, lacking } from "../../base/errors.js";
import { type EncoderSource, readConfig } from "../files/config.js";
import { PATIENCE, type Patience, type Progress } from "../download/request.js";
import { withLock } from "../download/with-lock.js";
import { bringEncoder, describeSource } from "./bring.js";
import { inspectFolder } from "./folder.js";
import { installedFolder, locateEncoder, originOf, storedName } from "./locate.js";
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
    const from = whole ? target : await install(id, target, sources, options);
    return { encoder: await resolveEncoder(id), fetched: !whole, from };
  });
}

const isWhole = (folder: string): Promise<boolean> =>
  inspectFolder(folder).then(
    () => true,
    () => false,
  );

/** What an encoder may be brought from, in the order in which it is tried. */
const sourcesOf = (id: string, origin: EncoderOrigin): readonly EncoderSource[] =>
  origin.kind === "hub"
    ? [{ from: "hub", repository: origin.repository, revision: origin.revision, sha256: {} }]
    : (readConfig().encoders[id] ?? []);

async function install(
  id: string,
  target: string,
  sources: readonly EncoderSource[],
  options: GetOptions,
): Promise<string> {
  const config = readConfig();
  const reasons: string[] = [];
  for (const source of sources) {
    if (source.from === "folder") continue;
    const staging = stagingFolder(target, source);
    try {
      await bringEncoder(source, staging, {
        hub: options.hub ?? config.hub,
        onProgress: options.onProgress ?? (() => undefined),
        patience: options.patience ?? PATIENCE,
      });
      await inspectFolder(staging);
    } catch (error) {
      if (!(error instanceof AmtlError)) throw error;
      const { got } = error.details;
      reasons.push(
        `${describeSource(source)}: ${error.message}${got === undefined ? "" : ` (${got})`}`,
      );
      if (error.exitCode === ExitCode.badInput) await rm(staging, { recursive: true });
      continue;
    }
    await putInPlace(staging, target);
    return describeSource(source);
  }
  throw unavailable(id, reasons);
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

function unavailable(id: string, reasons: readonly string[]): AmtlError {
  if (reasons.length === 0) {
    return badInput(`No source for encoder ${id}`, {
      where: `amtl.config.json, encoders.${id}`,
      fix: `name a Hugging Face folder in amtl.config.local.json: {"encoders": {"${id}": [{"from": "folder", "folder": "…"}]}}`,
    });
  }
  return lacking(`Cannot download encoder ${id}`, {
    got: reasons.join("; "),
    fix: `look at the network and run the same command again, or name a Hugging Face folder in amtl.config.local.json: {"encoders": {"${id}": [{"from": "folder", "folder": "…"}]}}`,
  });
}
