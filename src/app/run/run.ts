import { DEFAULT_EXECUTOR } from "../../executors/registry.js";
import { isDone, plannedStates } from "../../state/planned.js";
import { resultsRoot } from "../../store/paths.js";
import { runsOf } from "../plan/plan.js";
import { warningsOf } from "../plan/warnings.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import type { ExecutionRequest } from "../execution/place.js";
import { select, type Selection } from "../select/select.js";
import type { RunControl } from "./control.js";
import { forcedOf } from "../force/chosen.js";
import { executeRuns } from "./execute.js";
import type { ExecutionOutcome, RunOutcome } from "./outcome.js";
import type { RunRequest } from "./request.js";

/**
 * Trains and scores what experiments need and is not done yet, then fills and writes their tables. Runs that fail do
 * not stop the others, and do not make it throw: the outcome has them. The same request goes on where an earlier
 * one was stopped.
 *
 * @param control callbacks of the caller, and the signals that end the execution early.
 * @throws AmtlError as `plan`; (2) for an execution that cannot be, (4) when the environment lacks what a run needs.
 */
export async function run(request: RunRequest, control: RunControl = {}): Promise<RunOutcome> {
  const asked = { ...request, executor: request.executor ?? DEFAULT_EXECUTOR };
  const selection = await select(asked);
  // A misspelt format must not show only after hours of training.
  if ((asked.formats ?? []).length > 0)
    (await import("../../report/formats/index.js")).formatsFor(asked.formats ?? []);
  warningsOf(selection).forEach((warning) => control.onWarning?.(warning));
  const root = resultsRoot(asked.results);
  const runs = runsOf(selection);
  const forced = forcedOf(asked.force ?? [], runs);
  // The code that makes the tables is loaded while the workers run.
  const [first, { failureOf, reportOf }] = await Promise.all([
    forced.length === 0
      ? executeRuns(asked, selection, runs, root, "first", control)
      : forcedAndRest(asked, selection, { runs, forced }, root, control),
    import("../report/report.js"),
  ]);
  const again =
    asked.twice === true && !first.interrupted
      ? await (
          await import("../twice/twice.js")
        ).doTwice(asked, selection, runs, root, first, control)
      : null;
  const outcome = again?.outcome ?? first;
  const states = await plannedStates(root, runs);
  const whole = {
    ...outcome,
    runs: runs.length,
    done: states.filter(({ state }) => isDone(state)).length,
    determinism: again?.found ?? null,
  };
  if (outcome.interrupted) return { ...whole, report: null, unwritten: null };
  const report = await reportOf(selection, asked, true);
  return { ...whole, report, unwritten: failureOf(report) };
}

/** Does some runs again, then all others as ever. */
async function forcedAndRest(
  asked: RunRequest & ExecutionRequest,
  selection: Selection,
  {
    runs,
    forced,
  }: { readonly runs: readonly PlannedRun[]; readonly forced: readonly PlannedRun[] },
  root: string,
  control: RunControl,
): Promise<ExecutionOutcome> {
  let seq = 0;
  // Two executions, one stream of events.
  const counting: RunControl = {
    ...control,
    onEvent: (event) => control.onEvent?.({ ...event, seq: seq++ }),
  };
  const { doForced } = await import("../force/force.js");
  const first = await doForced(asked, selection, forced, root, counting);
  if (first.interrupted) return first;
  const rest = runs.filter((run) => !forced.includes(run));
  const then = await executeRuns(asked, selection, rest, root, "first", counting);
  return {
    failures: [...first.failures, ...then.failures],
    interrupted: then.interrupted,
    left: first.left ?? then.left,
  };
}
