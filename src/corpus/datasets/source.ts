import type { Source } from "../../contract/corpus/dataset.js";
import { corpusHash } from "../../methods/datasets/synthetic/identity.js";

/** Published files that a source reads. */
export function filesOf(source: Source): readonly string[] {
  switch (source.kind) {
    case "synthetic":
    case "own":
      return [];
    case "file":
    case "enhanced":
      return [source.file];
    case "relabelled":
      return [source.file, source.labels];
  }
}

/**
 * What fixes the documents of a source, without reading them: content hashes of its files by name.
 * @throws AmtlError (4) for a missing file, (2) for an altered one.
 */
export async function contentHashes(source: Source): Promise<Readonly<Record<string, string>>> {
  if (source.kind === "synthetic") {
    return { synthetic: corpusHash(source.corpus, source.split, source.labels) };
  }
  // Loaded here: where the corpus is generated there is no file to look for.
  const { ownFileHash, publishedHash } = await import("../files/hashes.js");
  if (source.kind === "own") return { documents: await ownFileHash(source.path) };
  const { locateFile } = await import("../files/locate.js");
  const entries = filesOf(source).map(
    async (name) => [name, await publishedHash(name, await locateFile(name))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** Where documents come from, for people. */
export function describeSource(source: Source): string {
  if (source.kind === "own") return source.path;
  if (source.kind === "synthetic") {
    return `generated: ${source.corpus}, ${source.split}, labels ${source.labels}`;
  }
  const [start, end] = source.slice;
  const part =
    start === 0 && end === null
      ? ""
      : start < 0
        ? `, last ${-start} documents`
        : `, documents ${start} to ${(end ?? Infinity) - 1}`;
  return source.file + part + labelsOf(source);
}

function labelsOf(source: Exclude<Source, { kind: "own" | "synthetic" }>): string {
  switch (source.kind) {
    case "file":
      return "";
    case "relabelled":
      return `, labels of ${source.labels}`;
    case "enhanced":
      return ", with its added labels";
  }
}
