import type { ProfileId } from "../../contract/train-spec.js";
import { missingFiles } from "../../corpus/datasets/datasets.js";
import { loadDocuments } from "../../corpus/datasets/documents.js";
import { splitIds, splitOf } from "../../methods/datasets/registry.js";
import type { TrainingData } from "./sources.js";

/**
 * Says in words which documents have most of some titles: the training documents, or a published split that is here;
 * null where none has any. Published files are read only when it is called.
 */
export const elsewhereIn =
  (train: TrainingData | null, profile: ProfileId) =>
  async (titles: ReadonlySet<string>): Promise<string | null> => {
    if (train?.titles != null && shared(titles, train.titles) > 0) {
      return `${train.name} has ${shared(titles, train.titles)} of these ${titles.size} titles`;
    }
    let best: { readonly id: string; readonly count: number } | null = null;
    for (const id of splitIds(profile)) {
      const known = await titlesOf(profile, id);
      const count = known === null ? 0 : shared(titles, known);
      if (count > (best?.count ?? 0)) best = { id, count };
    }
    return best === null ? null : `${best.id} has ${best.count} of these ${titles.size} titles`;
  };

const shared = (titles: ReadonlySet<string>, known: ReadonlySet<string>): number =>
  [...titles].filter((title) => known.has(title)).length;

/** Titles of a split; null where its files are not here or damaged: this is a hint, and no more. */
async function titlesOf(profile: ProfileId, id: string): Promise<ReadonlySet<string> | null> {
  try {
    if ((await missingFiles(profile, id)).length > 0) return null;
    const documents = await loadDocuments(splitOf(profile, id).source);
    return new Set(documents.map(({ title }) => title));
  } catch {
    return null;
  }
}
