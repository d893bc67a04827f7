import { setTimeout as delay } from "node:timers/promises";
import PQueue from "p-queue";
import type { EventBody, RunEvent } from "../../contract/event.js";
import type { Control, Execution, RunTask, Slot } from "../../contract/executor.js";
import type { Launch } from "../../contract/worker.js";
import { budgetFor, type Budget } from "../admission/budget.js";
import { newMemory, type MemoryAdmission, type Reservation } from "../admission/memory.js";
import { newNeeds } from "../admission/needs.js";
import { newItem, processItem, type NextStep, type QueueItem } from "../queue/item.js";
import { newPrerequisites } from "../queue/prerequisites.js";
import { streamOf, type Recorder } from "../queue/recorder.js";
import { slotEnvironment } from "../queue/slots.js";
import { GRACE_SECONDS } from "../worker/grace.js";
import { launchProcess, workerPath } from "../worker/launch.js";
import { withTimeLimit } from "../worker/time-limit.js";

export interface LocalOptions {
  /** One worker at a time on each. */
  readonly slots: readonly Slot[];
  readonly launch: Launch;
  /** Null: runs start without a look at what is free. */
  readonly memory: MemoryAdmission | null;
  /** Null: no end of it. */
  readonly budget: Budget | null;
  /** Seconds between two looks at a run that another process is doing. */
  readonly pollSeconds: number;
}

/** Seconds between two looks at a run that another process is doing. */
const POLL_SECONDS = 1;

/** Runs workers on this machine, one a slot, in the order of the tasks. */
export const executeHere = (
  tasks: readonly RunTask[],
  control: Control,
  { root, place, request: { budget, timeLimit } }: Execution,
): AsyncIterable<RunEvent> =>
  streamOf(async (recorder) => {
    const launch = launchProcess(workerPath());
    const options = {
      slots: place.slots,
      budget: budget === null ? null : await budgetFor(root, tasks, budget),
      memory: newMemory(newNeeds(root)),
      launch: timeLimit === null ? launch : withTimeLimit(launch, timeLimit, GRACE_SECONDS),
      pollSeconds: POLL_SECONDS,
    };
    await runAll(tasks, control, options, recorder);
  });

/** The same with workers, limits and waiting times of the caller's. */
export const executeWith = (
  tasks: readonly RunTask[],
  control: Control,
  options: LocalOptions,
): AsyncIterable<RunEvent> => streamOf((recorder) => runAll(tasks, control, options, recorder));

async function runAll(
  tasks: readonly RunTask[],
  control: Control,
  options: LocalOptions,
  given: Recorder,
): Promise<void> {
  const { slots, pollSeconds } = options;
  const queue = new PQueue({ concurrency: slots.length });
  const free = [...slots];
  const prerequisites = newPrerequisites(tasks);
  const recorder = prerequisites.observe(given);
  // The queue starts no more than there are slots, so one is free.
  const onSlot = async (item: QueueItem): Promise<NextStep> => {
    const slot = free.shift()!;
    try {
      return await runOn(slot, item, control, options, recorder);
    } finally {
      free.push(slot);
      free.sort((a, b) => a.number - b.number);
    }
  };
  for (const task of tasks) {
    recorder.record(task.job.trainId, 0, { type: "queued", label: task.label });
  }
  const runWhenReady = async (task: RunTask): Promise<void> => {
    for (;;) {
      const nextEnd = prerequisites.nextEnd();
      const state = await prerequisites.stateOf(task);
      if (state === "ready") break;
      if (state !== "waiting") {
        recorder.record(task.job.trainId, 0, state);
        return;
      }
      await nextEnd;
    }
    const item = newItem(task.job);
    for (;;) {
      const step = await queue.add(() => onSlot(item));
      if (step === "ended") return;
      // A run that others do holds no slot meanwhile.
      if (step === "wait") await pause(pollSeconds, control.stop);
    }
  };
  await Promise.all(tasks.map(runWhenReady));
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

/** Resolves after the seconds, or as soon as the signal comes. */
const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
