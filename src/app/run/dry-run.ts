import { DEFAULT_EXECUTOR, executorOf } from "../../executors/registry.js";
import { taskOf } from "../../executors/queue/task.js";
import { isDone, plannedStates } from "../../state/planned.js";
import { planDir, planIdOf } from "../../store/plans/manifests.js";
import { resultsRoot } from "../../store/paths.js";
import { checkExecution, choosePlace } from "../execution/place.js";
import { planOf, runsOf, type Plan } from "../plan/plan.js";
import { warningsOf, type LabelWarning } from "../plan/warnings.js";
import { select } from "../select/select.js";
import { forcedOf } from "../force/chosen.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { manifestRuns } from "./record.js";
import type { RunRequest } from "./request.js";

/** What `run` would do. */
export type DryRun =
  | {
      readonly kind: "plan";
      readonly plan: Plan;
      /** Runs that would be done again. */
      readonly forced: readonly Pick<PlannedRun, "trainId" | "label">[];
    }
  /** An executor that submits something; null: all `runs` are done. */
  | {
      readonly kind: "submission";
      readonly runs: number;
      readonly tasks: number;
      readonly script: string | null;
      readonly warnings: readonly LabelWarning[];
      /** What the user should know of the place; null: nothing. */
      readonly note: string | null;
    };

/**
 * What `run` would do with a request: what its executor would submit, or else the plan. Submits and writes nothing.
 * @throws AmtlError as `run`.
 */
export async function dryRun(request: RunRequest): Promise<DryRun> {
  const executor = executorOf(request.executor ?? DEFAULT_EXECUTOR);
  const asked = { ...request, executor: executor.id };
  checkExecution(asked);
  const selection = await select(request);
  const { profile } = selection;
  const root = resultsRoot(request.results);
  const runs = runsOf(selection);
  const forced = forcedOf(asked.force ?? [], runs);
  const open = (await plannedStates(root, runs)).filter(
    ({ run, state }) => !isDone(state) || forced.includes(run),
  );
  const usesEngine = open.some(({ run }) => run.spec.worker === undefined);
  // What cannot be executed is refused as `run` refuses it; where nothing is to be done, nothing is needed.
  const chosen = open.length === 0 ? null : await choosePlace(asked, profile.threads, usesEngine);
  if (executor.dryRun === undefined)
    return { kind: "plan", plan: await planOf(selection, request), forced };
  const warnings = warningsOf(selection);
  const found = { kind: "submission", runs: runs.length, tasks: open.length, warnings } as const;
  if (chosen === null) return { ...found, script: null, note: null };
  const planId = planIdOf(profile.id, manifestRuns(runs), request.until);
  const planFolder = planDir(root, planId);
  const { request: placed, place } = chosen;
  const { recompute = false } = request;
  const tasks = open.map(({ run }) => taskOf(run, root, profile, place.engine.id, { recompute }));
  const execution = { request: placed, place, root, planId, planFolder };
  return { ...found, note: place.note, script: await executor.dryRun(tasks, execution) };
}
