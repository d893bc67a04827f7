import { newPredictor } from "../experiment/cost/predict.js";
import { newBudget, type Budget } from "../executors/admission/budget.js";
import type { RunStatus } from "../state/plan.js";
import { readTimes } from "../provenance/timed.js";

/** A budget that knows what each run will take, as `plan --cost` does. @param seconds of slot time. */
export async function budgetFor(
  root: string,
  runs: readonly RunStatus[],
  seconds: number,
): Promise<Budget> {
  const predict = newPredictor(await readTimes(root));
  // What is trained only has to be scored: seconds to minutes.
  const expected = new Map(
    runs.map(({ run, status }) => [
      run.trainId,
      status.state === "evaluate" ? 0 : predict(run.spec).seconds,
    ]),
  );
  return newBudget(seconds, ({ trainId }) => expected.get(trainId) ?? 0);
}
