import type { FindRules } from "../../../contract/plugin.js";
import { labelsOf, relationsByNumber } from "../shared/facts.js";
import { pathOf } from "../shared/paths.js";
import { mineRules, prunedRules } from "./mining.js";

/** The rules of a run, which follow from its training labels alone; by confidence, then by support. */
export const foundRules: FindRules = ({ layout, params, documents }, most) => {
  const relations = relationsByNumber(layout);
  const mined = mineRules(labelsOf(documents, layout), relations.length);
  const rules = prunedRules(mined, relations.length, Number(params.confidence));
  const found = rules
    .toSorted((a, b) => b.confidence - a.confidence || b.support - a.support)
    .slice(0, most)
    .map(({ body, target, confidence, support }) => ({
      body: pathOf(body, relations),
      head: pathOf([target], relations)[0],
      strength: confidence,
      confidence,
      support,
    }));
  return Promise.resolve(found);
};
