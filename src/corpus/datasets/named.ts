import { stat } from "node:fs/promises";
import type { Datasets, Source } from "../../contract/corpus/dataset.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { PUBLISHED_FILES, splitIds, splitOf } from "../../methods/datasets/registry.js";
import { locateFile } from "../files/locate.js";
import { isStdin } from "../read/bytes.js";

/** What a word stands for where a data file is meant. */
export type NamedData =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "split"; readonly id: string; readonly source: Source };

/**
 * A path, `-` for standard input, a split by its short name ("DATASET/test"), or a published file by the name that it has
 * in the data folders. A file that is there comes first.
 *
 * @param datasets among which splits are looked up: the project's unless given.
 * @throws AmtlError (4) for a published file that no folder holds; (2) for a split that the profile does not have.
 */
export async function namedData(
  word: string,
  profile: ProfileId,
  datasets?: Datasets,
): Promise<NamedData> {
  const isThere = isStdin(word) || (await stat(word).catch(() => null)) !== null;
  if (isThere) return { kind: "file", path: word };
  if (splitIds(profile, datasets).includes(word)) {
    return { kind: "split", id: word, source: splitOf(profile, word, datasets).source };
  }
  const isPublished = PUBLISHED_FILES.some(({ name }) => name === word);
  return { kind: "file", path: isPublished ? await locateFile(word) : word };
}
