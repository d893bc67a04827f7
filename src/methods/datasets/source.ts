import type {
  EnhancedSource,
  FileSource,
  PublishedFile,
  SplitName,
  SyntheticCorpus,
  SyntheticLabels,
  SyntheticSource,
} from "../../contract/corpus/dataset.js";

/** Whose files they are. */
export type Origin = Pick<PublishedFile, "from" | "licence">;

/** A file that somebody published; see {@link PublishedFile}. */
export const published = (
  name: string,
  counts: readonly [documents: number, triples: number | null] | null,
  blob: string,
  origin: Origin,
  content?: PublishedFile["content"],
): PublishedFile => ({
  name,
  counts: counts && { documents: counts[0], triples: counts[1] },
  blob,
  ...origin,
  ...(content !== undefined && { content }),
});

/** Documents start to end (exclusive; negative counts from the back) of a published file; all of them unless given. */
export const part = (file: string, start = 0, end: number | null = null): FileSource => ({
  kind: "file",
  file,
  slice: [start, end],
});

/** All documents of a published file, with what it keeps apart merged into the labels. */
export const enhancedFile = (file: string): EnhancedSource => ({
  kind: "enhanced",
  file,
  slice: [0, null],
});

/** Documents that the program generates (design, section 2). */
export const synthetic = (
  corpus: SyntheticCorpus,
  split: SplitName,
  labels: SyntheticLabels,
): SyntheticSource => ({ kind: "synthetic", corpus, split, labels });
