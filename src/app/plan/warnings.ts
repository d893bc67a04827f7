import { completerThan } from "../../methods/datasets/annotation.js";
import { DATASETS, splitLabel } from "../../methods/datasets/registry.js";
import type { Selection } from "../select/select.js";
import type { MemoryWarning } from "./memory.js";

/** What a plan may not mean, or what stands in its way. */
export type PlanWarning = LabelWarning | MemoryWarning;

export interface LabelWarning {
  readonly kind: "incomplete-labels";
  /** Ids of the data sets: the one trained on, and the one scored on. */
  readonly trainedOn: string;
  readonly scoredOn: string;
  /** For people, one line. */
  readonly text: string;
}

/**
 * What experiments may not mean, each once: models that learn from incomplete labels and are scored on complete ones of
 * the same documents, which is often taken for a failed reproduction. A table that means it says so.
 */
export function warningsOf({ items }: Pick<Selection, "items">): readonly LabelWarning[] {
  const found = new Map<string, LabelWarning>();
  for (const { experiment, selected } of items) {
    if (experiment.meansIncompleteLabels) continue;
    for (const { spec, evals } of selected.runs) {
      const [trainedOn = ""] = spec.trainSet.split("/");
      for (const { evalSet } of evals.map((each) => each.spec)) {
        const scoredOn = completerThan(DATASETS, trainedOn, evalSet);
        if (scoredOn === null) continue;
        const text = warningText(trainedOn, scoredOn);
        found.set(text, { kind: "incomplete-labels", trainedOn, scoredOn, text });
      }
    }
  }
  return [...found.values()];
}

const nameOf = (id: string): string => splitLabel(`${id}/`).trim();

const warningText = (trainedOn: string, scoredOn: string): string =>
  `Trained on ${nameOf(trainedOn)} and scored on ${nameOf(scoredOn)}: labels that leave out many facts, and complete ones; expect about half the F1 of trainedOn: "${scoredOn}" (a table that means it says incompleteLabels: "meant")`;
