import PQueue from "p-queue";
import { pause } from "../../base/machine/clock.js";
import type { RunEvent } from "../../contract/event.js";
import type { Control, RunTask } from "../../contract/executor.js";
import { newItem, type NextStep, type QueueItem } from "./item.js";
import { newPrerequisites } from "./prerequisites.js";
import { streamOf, type Recorder } from "./recorder.js";

/** Seconds between two checks of a run that another process is doing. */
const POLL_SECONDS = 1;

/**
 * Takes tasks through a queue in this process, in their order; one that rests on others enters it when those are done.
 * @param atOnce steps at a time.
 * @param step takes a run as far as one attempt goes, and records what happens.
 */
export const runTasks = (
  tasks: readonly RunTask[],
  control: Control,
  atOnce: number,
  step: (item: QueueItem, recorder: Recorder) => Promise<NextStep>,
  pollSeconds = POLL_SECONDS,
): AsyncIterable<RunEvent> =>
  streamOf(async (given) => {
    const queue = new PQueue({ concurrency: atOnce });
    const prerequisites = newPrerequisites(tasks);
    const recorder = prerequisites.observe(given);
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
        const next = await queue.add(() => step(item, recorder));
        if (next === "ended") return;
        // A run that others do holds no place in the queue meanwhile.
        if (next === "wait") await pause(pollSeconds * 1000, control.stop);
      }
    };
    for (const { job, label } of tasks) recorder.record(job.trainId, 0, { type: "queued", label });
    await Promise.all(tasks.map(runWhenReady));
  });
