import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../../contract/plugin.js";
import { caseOf } from "./case.js";
import { lossValues } from "./loss.js";
import { minedValues } from "./mined.js";
import { solvedValues } from "./solved.js";

/** Mined rules, consistency loss with its gradient, and the program's solution, of the official code. */
export function golden(file: GoldenFile): readonly GoldenValue[] {
  const found = caseOf(file);
  return [...minedValues(file, found), ...lossValues(file, found), ...solvedValues(file, found)];
}
