import type { EvalResult } from "../../contract/result.js";
import type { PlannedCell } from "../../experiment/plan/plan.js";
import type { RunFiles } from "../../provenance/run-files.js";
import { evalDir } from "../../store/paths.js";

/** Looks up what an evaluation found; null while it has no result, and where that cannot be used. */
export type Evaluations = (evalId: string) => Promise<EvalResult | null>;

/** A cell, and the evaluations behind it. */
export interface EvaluatedCell {
  readonly id: string;
  /** Of its evaluations. */
  readonly ids: readonly string[];
}

/** The cells that rest on evaluations, those that were made or not. */
export const evaluatedCells = (cells: readonly PlannedCell[]): readonly EvaluatedCell[] =>
  cells.flatMap(({ id, results }) => {
    const ids = results.flatMap(({ evalId }) => evalId ?? []);
    return ids.length === 0 ? [] : [{ id, ids }];
  });

/** The evaluations below a folder of runs. */
export const evaluationsIn =
  (root: string, files: RunFiles): Evaluations =>
  async (evalId) => {
    const found = await files.evaluation(evalDir(root, evalId));
    return found.state === "value" ? found.value.result : null;
  };
