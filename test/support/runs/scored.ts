import { runsOf } from "../../../src/app/plan/plan.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { select } from "../../../src/app/select/select.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { evalDir, trainDir } from "../../../src/store/paths.js";
import { writeResult } from "../../../src/store/result.js";
import { ensureSpec } from "../../../src/store/spec.js";

/** Leaves what a run leaves when it is done, with this F1 on each of its evaluation sets, and Ign-F1 one below. */
export async function completeScored(root: string, run: PlannedRun, f1: number): Promise<void> {
  const { trainId, spec, dependencies, evals } = run;
  await ensureSpec(trainDir(root, trainId), { spec, dependencies });
  await writeResult(trainDir(root, trainId), { schema: 1, trainId, dev: [], best: 0, steps: 1 });
  const metrics = { f1, ignF1: f1 - 1, precision: f1, recall: f1 };
  for (const { evalId, spec: each } of evals) {
    await writeResult(evalDir(root, evalId), {
      schema: 1,
      trainId,
      evalId,
      evalSet: each.evalSet,
      counts: { documents: 0, pairs: 0, gold: 0, submitted: 0, correct: 0, ignored: 0 },
      metrics,
      bands: {},
      perRelation: {},
      thresholdMean: 0,
    });
  }
}

/** The runs of a request, done with these scores. */
export async function scoreAll(
  root: string,
  request: SelectionRequest,
  f1Of: (run: PlannedRun) => number,
): Promise<void> {
  for (const run of runsOf(await select(request))) await completeScored(root, run, f1Of(run));
}
