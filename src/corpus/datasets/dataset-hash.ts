import { canonicalJson, type Json, sha256 } from "../../base/canonical.js";
import type { Datasets, Source } from "../../contract/corpus/dataset.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { splitOf } from "../../methods/datasets/registry.js";
import { contentHashes } from "./source.js";

/** Raised by hand whenever the same files give other documents, relations or rankings. */
const DATASETS_VERSION = 1;

/**
 * The form of a source as it is hashed. Where a file of the user's lies makes no difference. Of an enhanced file it says
 * what Ign-F1 takes out: the facts of its labels, and not those that are merged into them, as it was once.
 */
function hashedForm(source: Source): Json {
  if (source.kind === "own") return { kind: "own" };
  return source.kind === "enhanced" ? { ...source, facts: "labels" } : { ...source };
}

/**
 * SHA-256 of what fixes a split: its source, the content of its files and of those that rank its relations.
 * Reads no documents, and no file whose hash is remembered: `plan` asks for it at every start, which is why this file
 * loads nothing that reads documents.
 *
 * @param datasets among which it is looked up: the project's unless given.
 * @throws AmtlError (4) when a file is missing; (2) for an unknown id, or a file that is not the published one.
 */
export async function datasetHash(
  profile: ProfileId,
  id: string,
  datasets?: Datasets,
): Promise<string> {
  const { source, relations, ranking } = splitOf(profile, id, datasets);
  const parts: Json = {
    version: DATASETS_VERSION,
    recipe: hashedForm(source),
    content: await contentHashes(source),
    relations,
    ranking:
      "counted" in ranking
        ? await contentHashes(splitOf(profile, ranking.counted, datasets).source)
        : ranking,
  };
  return sha256(canonicalJson(parts));
}
