import type { Datasets } from "../../contract/corpus/dataset.js";

/**
 * The data set to train on instead, where a model learns from incomplete labels and is scored on complete ones of the
 * same documents; null: the two go together. What its labels leave out it learns to leave out, so that its F1 is no
 * more than half of what is printed for models of the complete ones.
 *
 * @param trainedOn id of a data set.
 * @param scoredOn a split ("redocred/test").
 */
export function completerThan(
  datasets: Datasets,
  trainedOn: string,
  scoredOn: string,
): string | null {
  const [scored = ""] = scoredOn.split("/");
  const learned = datasets.get(trainedOn)?.annotation;
  const truth = datasets.get(scored)?.annotation;
  const isGap =
    learned?.labels === "incomplete" &&
    truth?.labels === "complete" &&
    learned.collection === truth.collection;
  return isGap ? scored : null;
}
