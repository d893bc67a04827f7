import { basename } from "node:path";
import type { Datasets } from "../../contract/corpus/dataset.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { originText } from "../../corpus/files/locate.js";
import { publishedFile, splitOf } from "../../methods/datasets/registry.js";

/** Whose the documents and labels of a split are, with licences; none where the program generates them. */
export function originsOf(
  profile: ProfileId,
  split: string,
  datasets: Datasets,
): readonly string[] {
  const { source } = splitOf(profile, split, datasets);
  switch (source.kind) {
    case "synthetic":
      return [];
    case "own":
      return [`the file ${basename(source.path)}`];
    case "relabelled":
      return [source.file, source.labels].map(origin);
    case "file":
    case "enhanced":
      return [origin(source.file)];
  }
}

const origin = (name: string): string => `${name} of ${originText(publishedFile(name))}`;
