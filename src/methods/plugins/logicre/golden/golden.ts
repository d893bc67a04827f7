import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../../contract/plugin.js";
import { caseOf } from "./case.js";
import { learnedValues } from "./learned.js";
import { minedValues } from "./mined.js";
import { scoredValues } from "./scored.js";

/** Triples, bodies, path scores, logits, loss and posterior of the official code. */
export function golden(file: GoldenFile): readonly GoldenValue[] {
  const found = caseOf(file);
  return [...minedValues(file, found), ...scoredValues(file, found), ...learnedValues(file, found)];
}
