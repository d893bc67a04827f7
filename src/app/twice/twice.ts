import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { isDone, plannedStates } from "../../state/planned.js";
import { prettyJson, replaceFile } from "../../store/files.js";
import { AGAIN, evalDir, trainDir } from "../../store/paths.js";
import type { ExecutionRequest } from "../execution/place.js";
import type { RunControl } from "../run/control.js";
import { executeRuns } from "../run/execute.js";
import type { ExecutionOutcome } from "../run/outcome.js";
import type { RunRequest } from "../run/request.js";
import type { Selection } from "../select/select.js";
import { compareRun, DETERMINISM, type Determinism } from "./compare.js";

/** What the second execution came to. */
export interface Second {
  /** Both executions together. */
  readonly outcome: ExecutionOutcome;
  /** What was compared. */
  readonly found: readonly Determinism[];
}

async function doneOf(root: string, runs: readonly PlannedRun[]): Promise<PlannedRun[]> {
  const states = await plannedStates(root, runs);
  return states.filter(({ state }) => isDone(state)).map(({ run }) => run);
}

/** Removes the folder of the second execution; after an interruption it stays, and the next call resumes there. */
async function remove(again: string, { trainId, evals }: PlannedRun): Promise<void> {
  const folders = [trainDir(again, trainId), ...evals.map(({ evalId }) => evalDir(again, evalId))];
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}

/**
 * Does the runs that are done a second time, in a folder of their own, and compares. Of the first time nothing
 * changes; what is found is left beside its result, and told to `control.onCompared`.
 *
 * @param first what the first time came to; it was not interrupted.
 * @throws AmtlError as {@link executeRuns}, and (2) when a file of either time is torn.
 */
export async function doTwice(
  request: RunRequest & ExecutionRequest,
  selection: Selection,
  runs: readonly PlannedRun[],
  root: string,
  first: ExecutionOutcome,
  control: RunControl,
): Promise<Second> {
  const again = join(root, AGAIN);
  const chosen = await doneOf(root, runs);
  const second = await executeRuns(request, selection, chosen, again, "second", control);
  const found: Determinism[] = [];
  for (const run of await doneOf(again, chosen)) {
    const determinism = await compareRun(run, root, again);
    const path = join(trainDir(root, run.trainId), DETERMINISM);
    await replaceFile(path, prettyJson(determinism));
    await remove(again, run);
    control.onCompared?.(determinism);
    found.push(determinism);
  }
  return {
    outcome: {
      failures: [...first.failures, ...second.failures],
      interrupted: second.interrupted,
      left: first.left ?? second.left,
    },
    found,
  };
}
