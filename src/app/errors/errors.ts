import { labelOf } from "../../experiment/plan/run-label.js";
import type { ErrorAnalysis } from "../../scoring/errors/analysis.js";
import { resultsRoot } from "../../store/paths.js";
import { trainedRun } from "../lookup/trained-run.js";

export interface ErrorsRequest {
  /** Id of a run, its first digits, or its label. */
  readonly run: string;
  /** The evaluation set, such as redocred/dev. Default: the test set. */
  readonly set?: string | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** Where a run's evaluation is right and wrong. */
export interface RunErrors extends ErrorAnalysis {
  readonly trainId: string;
  readonly label: string;
  readonly evalId: string;
  readonly evalSet: string;
  /** Names of relations by id; those without one are left out. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * Where a run's evaluation is right and wrong, from what it stored. Nothing is trained or predicted.
 * @throws AmtlError (2) for a run, an evaluation or scores that are not there or damaged, (4) when data or encoder are not
 *   here.
 */
export async function errors({ run, set, results }: ErrorsRequest): Promise<RunErrors> {
  const root = resultsRoot(results);
  const trainId = await trainedRun(root, run, "errors");
  const { doneRun } = await import("../../trained/open.js");
  const { runErrors } = await import("../../trained/errors.js");
  const done = await doneRun(root, trainId);
  const found = await runErrors(root, done, set);
  return { trainId, label: labelOf(done.spec), ...found };
}
