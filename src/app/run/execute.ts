import { lacking, type AmtlError } from "../../base/errors.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { adviceFor } from "../../executors/queue/failure-advice.js";
import { inOrder } from "../../executors/queue/order.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { taskOf } from "../../executors/queue/task.js";
import { countStates } from "../../state/counts.js";
import { damagedRuns, isDone, plannedStates } from "../../state/planned.js";
import {
  checkExecution,
  choosePlace,
  executeOn,
  type ExecutionRequest,
} from "../execution/place.js";
import type { Selection } from "../select/select.js";
import type { RunControl, RunStart } from "./control.js";
import { newTally, type ExecutionOutcome } from "./outcome.js";
import { planHead, recordDone, recordPlan } from "./record.js";
import type { RunRequest } from "./request.js";
import { watchCancel } from "./watch-cancel.js";

/**
 * Executes the runs that are not done, and reports their events to the caller.
 * @param root folder that holds train/ and eval/.
 * @throws AmtlError (2) for an execution that cannot be, (4) when the environment lacks what a run needs.
 */
export async function executeRuns(
  request: RunRequest & ExecutionRequest,
  selection: Selection,
  runs: readonly PlannedRun[],
  root: string,
  time: RunStart["time"],
  control: RunControl,
): Promise<ExecutionOutcome> {
  checkExecution(request);
  const { profile, variant, absent, own, backbones, inits, programs, datasets, encoders } =
    selection;
  const states = await plannedStates(root, runs);
  const open = inOrder(states.filter(({ state }) => !isDone(state)));
  const plan = planHead(request, selection);
  if (open.length === 0) {
    await recordDone(root, plan, runs);
    return { failures: [], interrupted: false, left: null };
  }
  if (absent.size > 0) throw lackingForRuns(profile.id, absent);
  const usesEngine = open.some(({ run }) => run.spec.worker === undefined);
  const chosen = await choosePlace(request, profile.threads, usesEngine);
  const { engine, slots, note } = chosen.place;
  const lossFiles = Object.fromEntries([...own].map(([id, { file }]) => [id, file]));
  const backboneFiles = new Map([...backbones].map(([id, { file }]) => [id, file]));
  const starts = new Map([...programs].map(([name, { start }]) => [name, start]));
  const argv = control.commandLine ?? process.argv;
  const command = { argv, cwd: process.cwd() };
  const kept = { threads: profile.threads, keep: request.keep ?? profile.keep };
  const restedOn = new Set(runs.flatMap(({ restsOn = {} }) => Object.values(restsOn)));
  const tasks = open.map(({ run }) =>
    taskOf(run, root, kept, engine.id, {
      backboneFiles,
      lossFiles,
      initFolders: new Map([...inits].map(([sha256, { folder }]) => [sha256, folder])),
      programs: starts,
      datasets,
      encoders,
      command,
      recompute: request.recompute ?? false,
      isRestedOn: restedOn.has(run.trainId),
    }),
  );
  const record = await recordPlan(root, plan, runs, request.executor, argv);
  const { planId } = record.manifest;
  const cancel = watchCancel(record, control.onCancel);
  const stop = AbortSignal.any([cancel.signal, ...(control.stop ? [control.stop] : [])]);
  const tally = newTally(adviceFor);
  try {
    const counts = countStates(states.map(({ state }) => state));
    const { id } = profile;
    await control.onStart?.({
      names: plan.names,
      profile: id,
      variant,
      planId,
      time,
      runs: runs.length,
      counts,
      damaged: damagedRuns(states),
      slots: slots.length,
      note,
    });
    const events = executeOn(chosen, root, planId, tasks, {
      stop,
      kill: control.kill ?? new AbortController().signal,
      isLeftOut: record.isRunCancelled,
      atStop: async () => {
        if (await record.isCancelled()) return "cancel";
        return (await control.leaveOrCancel?.(planId)) ?? "leave";
      },
    });
    for await (const event of events) {
      tally.take(event);
      control.onEvent?.(event);
    }
  } finally {
    cancel.end();
    control.onEnd?.();
    await record.release();
  }
  return tally.outcome(stop.aborted);
}

/** Profiles that need less, the larger first, and what each still needs. */
const SMALLER: Readonly<Record<ProfileId, string>> = {
  paper:
    "--profile mini (real text, a small encoder, minutes a run) or --profile smoke (needs nothing, seconds a run)",
  mini: "--profile smoke (needs nothing, seconds a run)",
  smoke: "",
};

/**
 * One error for all that the environment lacks, so that everything can be brought at once.
 * @param absent by the name of the dependency ("data:redocred/train"); not empty.
 */
function lackingForRuns(profile: ProfileId, absent: ReadonlyMap<string, AmtlError>): AmtlError {
  const missing = [...absent].map(([name, error]) => `${name} (${error.message})`);
  const fixes = [...absent.values()].flatMap(({ details: { fix } }) =>
    fix === undefined ? [] : [fix],
  );
  const smaller = SMALLER[profile] === "" ? [] : [`or take ${SMALLER[profile]}`];
  return lacking(`Profile ${profile} cannot run here yet; nothing was started`, {
    got: `no ${missing.join(LINE)}`,
    fix: [...new Set(fixes), ...smaller].join(LINE),
  });
}

/** Line end and indentation under the first line of a detail, as describeError shows it. */
const LINE = "\n            ";
