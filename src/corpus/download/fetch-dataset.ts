import { AmtlError, badInput, ExitCode, lacking } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { type Config, readConfig } from "../files/config.js";
import type { PublishedFile } from "../../contract/corpus/dataset.js";
import { DATASETS, PUBLISHED_FILES } from "../../methods/datasets/registry.js";
import { contentOf, countsText } from "../files/content.js";
import { cachedPath, findFile, originText } from "../files/locate.js";
import { fetchFile } from "./fetch-file.js";
import { type FetchRequest, PATIENCE, type Patience, type Progress } from "./request.js";

export interface FetchDatasetOptions {
  /** Called with the name of each file before it is looked for. */
  readonly onName?: (name: string) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly patience?: Patience;
  readonly config?: Pick<Config, "data">;
  readonly files?: readonly PublishedFile[];
}

/** What became of one file. */
export type FetchedData = { readonly name: string } & (
  | {
      readonly kind: "fetched";
      readonly path: string;
      readonly bytes: number;
      readonly from: string;
    }
  | { readonly kind: "present"; readonly path: string }
  /** It has no public address; `from` says whom to ask. */
  | { readonly kind: "no address"; readonly from: string }
);

/** Corpora have tens of megabytes. */
const MOST_BYTES = 1e9;

/**
 * Brings published data files into the user's cache from the addresses of the configuration, each checked against
 * its git blob id. Files that AMTL_DATA or the cache holds are left alone.
 *
 * @param names files ("redocred/train_revised.json"), data sets, or folders of them ("redocred": all of its files).
 * @throws AmtlError (2) for an unknown name; (4) when files cannot be had, after the others were brought.
 */
export async function fetchDatasets(
  names: readonly string[],
  options: FetchDatasetOptions = {},
): Promise<FetchedData[]> {
  const files = options.files ?? PUBLISHED_FILES;
  const addresses = (options.config ?? readConfig()).data;
  const all = new Set(names.flatMap((name) => wanted(name, files)));
  return await fetchEach([...all], async (file): Promise<FetchedData> => {
    options.onName?.(file.name);
    const path = await findFile(file.name);
    if (path !== null) return { name: file.name, kind: "present", path };
    const known = addresses[file.name];
    if (known === undefined) return { name: file.name, kind: "no address", from: originText(file) };
    return await fetchFrom(file, known, options);
  });
}

/**
 * Brings one after the other; one that cannot be had stops no other.
 * @throws AmtlError (4) at the end, for all that could not be had; at once what is no matter of the surroundings.
 */
async function fetchEach<Wanted, Fetched>(
  wanted: readonly Wanted[],
  fetch: (each: Wanted) => Promise<Fetched>,
): Promise<Fetched[]> {
  const done: Fetched[] = [];
  const failures: AmtlError[] = [];
  for (const each of wanted) {
    try {
      done.push(await fetch(each));
    } catch (error) {
      if (!(error instanceof AmtlError) || error.exitCode !== ExitCode.lacking) throw error;
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw severalFailed(failures);
  return done;
}

function severalFailed(failures: readonly AmtlError[]): AmtlError {
  const reasons = failures.map(({ message, details: { where, got } }) =>
    [message, where, got].filter((part) => part !== undefined).join(": "),
  );
  return lacking(`${failures.length} downloads failed`, {
    got: reasons.join("\n            "),
    fix: "look at the network and run the same command again; what was brought stays",
  });
}

function wanted(name: string, files: readonly PublishedFile[]): readonly PublishedFile[] {
  const own = DATASETS.get(name)?.files ?? [];
  const matching = files.filter(
    (file) => file.name === name || file.name.startsWith(`${name}/`) || own.includes(file),
  );
  if (matching.length > 0) return matching;
  const folders = files.map((file) => file.name.split("/")[0]);
  const corpora = [...new Set([...DATASETS.keys(), ...folders])];
  const meant = nearest(name, [...corpora, ...files.map((file) => file.name)]);
  throw badInput(`Unknown data set "${name}"`, {
    expected: `${corpora.join(", ")}, or one of their files`,
    got: name,
    fix: meant === undefined ? "amtl-run data shows them" : `did you mean ${meant}?`,
  });
}

/** What a file that is not the published one holds says at once which one it is. */
function holds({ counts }: PublishedFile): Pick<FetchRequest, "holds"> {
  if (counts === null) return {};
  const found = async (path: string, sha256: string): Promise<string | null> => {
    try {
      return countsText(await contentOf(path, sha256));
    } catch (error) {
      if (error instanceof AmtlError) return null;
      throw error;
    }
  };
  return { holds: { expected: countsText(counts), found } };
}

async function fetchFrom(
  file: PublishedFile,
  addresses: readonly string[],
  { onProgress, patience = PATIENCE }: FetchDatasetOptions,
): Promise<FetchedData> {
  const reasons: AmtlError[] = [];
  for (const url of addresses) {
    try {
      const { path, bytes } = await fetchFile({
        url,
        target: cachedPath(file.name),
        gitBlobSha1: file.blob,
        maxBytes: MOST_BYTES,
        command: `amtl-run data get ${file.name}`,
        patience,
        ...holds(file),
        onProgress: ({ received, total }) => onProgress?.({ name: file.name, received, total }),
      });
      return { name: file.name, kind: "fetched", path, bytes, from: url };
    } catch (error) {
      if (!(error instanceof AmtlError)) throw error;
      reasons.push(error);
    }
  }
  if (reasons.length === 1) throw reasons[0];
  throw lacking(`Cannot download data file ${file.name}`, {
    where: addresses.join(" and "),
    got: reasons
      .map(
        ({ message, details }) =>
          `${message}${details.got === undefined ? "" : ` (${details.got})`}`,
      )
      .join("; "),
    fix: `look at the network and run the same command again: amtl-run data get ${file.name}`,
  });
}
