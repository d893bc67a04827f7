import type { EventBody, RunEvent } from "../../contract/event.js";
import type { Control, Execution, RunTask, Slot } from "../../contract/executor.js";
import type { Launch } from "../../contract/worker.js";
import { budgetFor, type Budget } from "../admission/budget.js";
import { newMemory, type MemoryAdmission, type Reservation } from "../admission/memory.js";
import { newNeeds } from "../admission/needs.js";
import { processItem, type NextStep, type QueueItem } from "../queue/item.js";
import type { Recorder } from "../queue/recorder.js";
import { runTasks } from "../queue/run-tasks.js";
import { slotEnvironment } from "../queue/slots.js";
import { GRACE_SECONDS } from "../worker/grace.js";
import { launchProcess, workerPath } from "../worker/launch.js";
import { withTimeLimit } from "../worker/time-limit.js";

export interface LocalOptions {
  /** One worker at a time on each. */
  readonly slots: readonly Slot[];
  readonly launch: Launch;
  /** Null: runs start whatever is free. */
  readonly memory: MemoryAdmission | null;
  /** Null: no end of it. */
  readonly budget: Budget | null;
  /** Seconds between two checks of a run that another process is doing. */
  readonly pollSeconds?: number;
}

/** Runs workers on this machine, one a slot, in the order of the tasks. */
export async function* executeHere(
  tasks: readonly RunTask[],
  control: Control,
  { root, place, request: { budget, timeLimit } }: Execution,
): AsyncIterable<RunEvent> {
  const launch = launchProcess(workerPath());
  yield* executeWith(tasks, control, {
    slots: place.slots,
    budget: budget === null ? null : await budgetFor(root, tasks, budget),
    memory: newMemory(newNeeds(root)),
    launch: timeLimit === null ? launch : withTimeLimit(launch, timeLimit, GRACE_SECONDS),
  });
}

/** The same with workers, limits and waiting times of the caller's. */
export function executeWith(
  tasks: readonly RunTask[],
  control: Control,
  options: LocalOptions,
): AsyncIterable<RunEvent> {
  const { slots, pollSeconds } = options;
  const free = [...slots];
  const onSlot = async (item: QueueItem, recorder: Recorder): Promise<NextStep> => {
    // The queue takes no more steps at once than there are slots, so one is free.
    const slot = free.shift()!;
    try {
      return await runOn(slot, item, control, options, recorder);
    } finally {
      free.push(slot);
      free.sort((a, b) => a.number - b.number);
    }
  };
  return runTasks(tasks, control, slots.length, onSlot, pollSeconds);
}

/** One attempt of a run, when budget and memory let it start. */
async function runOn(
  slot: Slot,
  item: QueueItem,
  control: Control,
  { launch, memory, budget }: LocalOptions,
  recorder: Recorder,
): Promise<NextStep> {
  const { job } = item;
  const note = (body: EventBody): void => {
    recorder.record(job.trainId, 0, body);
  };
  const refusal = control.stop.aborted ? null : (budget?.refuse(job) ?? null);
  if (refusal !== null) {
    note({ type: "left", ...refusal });
    return "ended";
  }
  const reservation = await memory?.admit(
    job,
    slot,
    (reason) => {
      note({ type: "waiting", owner: null, reason });
    },
    (message) => {
      note({ type: "warned", message });
    },
    control.stop,
  );
  const spent = budget?.begin(job);
  let step: NextStep | null = null;
  try {
    const launchHere = launchOn(slot, launch, reservation);
    step = await processItem(item, launchHere, control, recordOn(slot, recorder));
    return step;
  } finally {
    spent?.();
    await reservation?.release(step === "ended");
  }
}

const launchOn =
  (slot: Slot, launch: Launch, reservation: Reservation | undefined): Launch =>
  async (attempt, env) => {
    const worker = await launch(attempt, { ...env, ...slotEnvironment(slot) });
    reservation?.began(worker.pid);
    return worker;
  };

/** Says with each start where it was. */
const recordOn = ({ number, gpu }: Slot, { record }: Recorder): Recorder => ({
  record: (trainId, attempt, body) => {
    if (body.type !== "started") return record(trainId, attempt, body);
    return record(trainId, attempt, { ...body, slot: number, ...(gpu !== null && { gpu }) });
  },
});
