import { setTimeout as delay } from "node:timers/promises";
import PQueue from "p-queue";
import type { RunEvent } from "./events.js";
import type { Control, Executor, RunTask } from "./executor.js";
import { newRecorder, type Recorder } from "./record.js";
import { takeTurn, type Way } from "./turn.js";
import type { Launch } from "./worker.js";

export interface LocalOptions {
  /** Workers at once. */
  readonly jobs: number;
  readonly launch: Launch;
  /** Seconds between two looks at a run that another process is doing. */
  readonly pollSeconds: number;
}

/** Runs workers on this machine, `jobs` at a time, in the order of the tasks. */
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
  { jobs, launch, pollSeconds }: LocalOptions,
  recorder: Recorder,
): Promise<void> {
  const queue = new PQueue({ concurrency: jobs });
  for (const task of tasks) {
    recorder.record(task.job.trainId, 0, { type: "queued", label: task.label });
  }
  await Promise.all(
    tasks.map(async (task) => {
      const way: Way = { job: task.job, tries: new Map(), waiting: null };
      for (;;) {
        const turn = await queue.add(() => takeTurn(way, launch, control, recorder));
        if (turn === "ended") return;
        // A run that others do holds no place in the queue meanwhile.
        if (turn === "wait") await pause(pollSeconds, control.stop);
      }
    }),
  );
}

/** Resolves after the seconds, or as soon as the signal comes. */
const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
