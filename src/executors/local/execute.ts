import { setTimeout as delay } from "node:timers/promises";
import PQueue from "p-queue";
import type { Budget } from "../admission/budget.js";
import type { EventBody, RunEvent } from "../../contract/event.js";
import type { Control, Executor, RunTask } from "../../contract/executor.js";
import type { Memory, Seat } from "../admission/memory.js";
import { newRecorder, type Recorder } from "../queue/recorder.js";
import { takeTurn, type Turn, type Way } from "../queue/item.js";
import { slotEnvironment, type Slot } from "../queue/slots.js";
import type { Launch } from "../../contract/worker.js";

export interface LocalOptions {
  /** One worker at a time on each. */
  readonly slots: readonly Slot[];
  readonly launch: Launch;
  /** Null: runs start without a look at what is free. */
  readonly memory: Memory | null;
  /** Null: no end of it. */
  readonly budget: Budget | null;
  /** Seconds between two looks at a run that another process is doing. */
  readonly pollSeconds: number;
}

/** Runs workers on this machine, one a slot, in the order of the tasks. */
export const localExecutor = (options: LocalOptions): Executor => ({
  execute: (tasks, control) =>
    new ReadableStream<RunEvent>({
      start: (stream) => {
        const recorder = newRecorder((event) => {
          stream.enqueue(event);
        });
        runAll(tasks, control, options, recorder).then(
          () => {
            stream.close();
          },
          (error: unknown) => {
            stream.error(error);
          },
        );
      },
    }),
});

async function runAll(
  tasks: readonly RunTask[],
  control: Control,
  options: LocalOptions,
  recorder: Recorder,
): Promise<void> {
  const { slots, pollSeconds } = options;
  const queue = new PQueue({ concurrency: slots.length });
  const free = [...slots];
  // The queue starts no more than there are slots, so one is free.
  const onSlot = async (way: Way): Promise<Turn> => {
    const slot = free.shift()!;
    try {
      return await runOn(slot, way, control, options, recorder);
    } finally {
      free.push(slot);
      free.sort((a, b) => a.number - b.number);
    }
  };
  for (const task of tasks) {
    recorder.record(task.job.trainId, 0, { type: "queued", label: task.label });
  }
  await Promise.all(
    tasks.map(async (task) => {
      const way: Way = { job: task.job, tries: new Map(), waiting: null };
      for (;;) {
        const turn = await queue.add(() => onSlot(way));
        if (turn === "ended") return;
        // A run that others do holds no place in the queue meanwhile.
        if (turn === "wait") await pause(pollSeconds, control.stop);
      }
    }),
  );
}

/** One turn of a run, when budget and memory let it start. */
async function runOn(
  slot: Slot,
  way: Way,
  control: Control,
  { launch, memory, budget }: LocalOptions,
  recorder: Recorder,
): Promise<Turn> {
  const { job } = way;
  const note = (body: EventBody): void => {
    recorder.record(job.trainId, 0, body);
  };
  const refusal = control.stop.aborted ? null : (budget?.refuse(job) ?? null);
  if (refusal !== null) {
    note({ type: "left", ...refusal });
    return "ended";
  }
  const seat = await memory?.enter(
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
  let turn: Turn | null = null;
  try {
    turn = await takeTurn(way, launchOn(slot, launch, seat), control, recordOn(slot, recorder));
    return turn;
  } finally {
    spent?.();
    await seat?.leave(turn === "ended");
  }
}

const launchOn =
  (slot: Slot, launch: Launch, seat: Seat | undefined): Launch =>
  async (attempt, env) => {
    const worker = await launch(attempt, { ...env, ...slotEnvironment(slot) });
    seat?.began(worker.pid);
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
