import { DEFAULT_EXECUTOR, executorOf } from "../../executors/registry.js";
import { isDone, plannedStates } from "../../state/planned.js";
import { planDir, planIdOf } from "../../store/plans/manifests.js";
import { resultsRoot } from "../../store/paths.js";
import { checkExecution, choosePlace } from "../execution/place.js";
import { planOf, runsOf, type Plan } from "../plan/plan.js";
import { warningsOf, type LabelWarning } from "../plan/warnings.js";
import { select } from "../select/select.js";
import { manifestRuns } from "./record.js";
import type { RunRequest } from "./request.js";

/** What `run` would do. */
export type DryRun =
  | { readonly kind: "plan"; readonly plan: Plan }
  /** An executor that submits something; null: all `runs` are done. */
  | {
      readonly kind: "submission";
      readonly runs: number;
      readonly tasks: number;
      readonly script: string | null;
      readonly warnings: readonly LabelWarning[];
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
  const open = (await plannedStates(root, runs)).filter(({ state }) => !isDone(state));
  const usesEngine = open.some(({ run }) => run.spec.worker === undefined);
  // What cannot be executed is refused as `run` refuses it; where nothing is to be done, nothing is needed.
  const chosen = open.length === 0 ? null : await choosePlace(asked, profile.threads, usesEngine);
  if (executor.dryRun === undefined)
    return { kind: "plan", plan: await planOf(selection, request) };
  const warnings = warningsOf(selection);
  const found = { kind: "submission", runs: runs.length, tasks: open.length, warnings } as const;
  if (chosen === null) return { ...found, script: null };
  const planId = planIdOf(profile.id, manifestRuns(runs));
  const planFolder = planDir(root, planId);
  const { request: placed, place } = chosen;
  const execution = { request: placed, place, root, planId, planFolder };
  return { ...found, script: await executor.dryRun(open.length, execution) };
}
