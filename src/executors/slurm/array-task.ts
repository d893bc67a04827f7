import { pause } from "../../base/machine/clock.js";
import type { EventBody } from "../../contract/event.js";
import type { Launch } from "../../contract/worker.js";
import { BEAT_SECONDS, STALE_SECONDS } from "../../store/claims/heartbeat.js";
import { VISIBLE_SECONDS } from "../../store/claims/refresh.js";
import { errorCode } from "../../store/files.js";
import { newItem, processItem } from "../queue/item.js";
import { newRecorder } from "../queue/recorder.js";
import { requeueTask } from "./controller/commands.js";
import { readTask } from "./controller/submission.js";
import { slurmJob } from "./facts.js";

/** Seconds for the controller to take back a job that asked for it, before the job just ends. */
const REQUEUE_SECONDS = 60;

/** Seconds between two looks for a list of tasks that this host does not see yet. */
const LOOK_SECONDS = 5;

/**
 * Seconds after which the heartbeat of another host's claim tells whether its owner lives: a task that takes the place of
 * one that died may start before that. Then it is a task too many.
 */
const SILENCE_SECONDS = STALE_SECONDS + 2 * BEAT_SECONDS;

/** Where an array task runs, and how it is ended. */
export interface TaskPlace {
  readonly launch: Launch;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the run with a checkpoint. */
  readonly stop: AbortSignal;
  /** The time limit is near, or something more important wants the node: the task asks to be queued again. */
  readonly warned: AbortSignal;
  /** Takes each line for the job's output. */
  readonly print: (line: string) => void;
}

/** Waits for what another host has just written, if its absence is all that is wrong. */
async function whenVisible<T>(read: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += LOOK_SECONDS) {
    try {
      return await read();
    } catch (error) {
      if (errorCode(error) !== "ENOENT" || waited >= VISIBLE_SECONDS) throw error;
      await pause(LOOK_SECONDS * 1000);
    }
  }
}

/**
 * Does an array task: claims its run, so that a task too many does nothing, and keeps the same log that the local
 * executor keeps; whoever watches reads that.
 * @param folder of the submission.
 * @throws AmtlError (2) when the submission has no such task, and when its list of tasks is damaged.
 */
export async function runArrayTask(
  folder: string,
  index: number,
  { launch, env, stop, warned, print }: TaskPlace,
): Promise<void> {
  const { job, label } = await whenVisible(() => readTask(folder, index));
  // What the node's environment says counts, not that of the command which submitted the job.
  const item = newItem({ ...job, facts: { ...job.facts, slurm: slurmJob(env) } });
  print(label);
  const types: EventBody["type"][] = [];
  const recorder = newRecorder((event) => {
    types.push(event.type);
    if (event.type !== "progress") print(JSON.stringify(event));
  });
  const control = { stop, kill: new AbortController().signal };
  for (let hasWaited = false; ;) {
    const next = await processItem(item, launch, control, recorder);
    if (next === "ended" || (next === "wait" && hasWaited)) break;
    if (next === "again") continue;
    hasWaited = true;
    await pause(SILENCE_SECONDS * 1000, stop);
  }

  const { SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: task } = env;
  if (warned.aborted && types.at(-1) === "cancelled" && array !== undefined && task !== undefined) {
    const answer = await requeueTask(`${array}_${task}`);
    if (!answer.known) print(`not requeued: ${answer.why}`);
    else await pause(REQUEUE_SECONDS * 1000);
  }
}
