import type {
  FileSource,
  PublishedFile,
  SplitName,
  SyntheticCorpus,
  SyntheticLabels,
  SyntheticSource,
} from "../../contract/corpus/dataset.js";

/** A file that somebody published; see {@link PublishedFile}. */
export const published = (
  name: string,
  documents: number | null,
  blob: string,
  from: string,
): PublishedFile => ({ name, documents, blob, from });

/** Documents start to end (exclusive; negative counts from the back) of a published file; all of them unless given. */
export const part = (file: string, start = 0, end: number | null = null): FileSource => ({
  kind: "file",
  file,
  slice: [start, end],
});

/** Documents that the program generates (design, section 2). */
export const synthetic = (
  corpus: SyntheticCorpus,
  split: SplitName,
  labels: SyntheticLabels,
): SyntheticSource => ({ kind: "synthetic", corpus, split, labels });
