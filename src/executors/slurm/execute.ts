import { setTimeout as delay } from "node:timers/promises";
import { plural } from "../../base/plural.js";
import type { RunEvent } from "../../contract/event.js";
import type { Control, Executor, RunTask } from "../../contract/executor.js";
import { newRecorder, type Recorder } from "../queue/recorder.js";
import { newCluster, type Cluster } from "./controller/cluster.js";
import { look } from "./watch/sweep.js";
import { isBlocked } from "./controller/queue.js";
import type { ArrayJob } from "./script.js";
import { standingOf, watch, type Watched } from "./watch/watched.js";

export interface SlurmOptions extends Omit<ArrayJob, "folder" | "submission" | "tasks"> {
  /** …/plans/<planId> */
  readonly planFolder: string;
  /** Seconds between two looks at the runs' folders. */
  readonly lookSeconds: number;
  /** Seconds between two questions to the controller: at first, and at most. */
  readonly askSeconds: { readonly first: number; readonly most: number };
  /** Seconds for which a job must be unknown to the controller before it counts as gone: file servers are slow. */
  readonly settleSeconds: number;
  /** Asked when the command is to end before the runs: what becomes of the jobs. */
  readonly atStop: () => Promise<"leave" | "cancel">;
}

/** Runs tasks as job arrays of a Slurm cluster, and watches them. The runs' folders decide; squeue only helps. */
export const slurmExecutor = (options: SlurmOptions): Executor => ({
  execute: (tasks, control) =>
    new ReadableStream<RunEvent>({
      start: (stream) => {
        const recorder = newRecorder((event) => {
          stream.enqueue(event);
        });
        watchAll(tasks, control, options, recorder).then(
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

async function watchAll(
  tasks: readonly RunTask[],
  control: Control,
  options: SlurmOptions,
  recorder: Recorder,
): Promise<void> {
  const { planFolder, lookSeconds, askSeconds, settleSeconds } = options;
  for (const { job, label } of tasks) recorder.record(job.trainId, 0, { type: "queued", label });
  const cluster = newCluster(planFolder, options, askSeconds.first);
  const open = new Map<string, Watched>();
  for (const task of tasks) open.set(task.job.trainId, await watch(task));
  await cluster.begin(tasks, async ({ job: { trainId } }) => {
    const standing = await standingOf(open.get(trainId)!);
    return standing.state !== "done" && !(standing.state === "open" && standing.isAlive);
  });

  const reasons = new Set<string>();
  let wait = askSeconds.first;
  let asked = performance.now();
  while (open.size > 0 && !control.stop.aborted) {
    await pause(lookSeconds, control.stop);
    const before = open.size;
    const lost = await look(open, recorder, settleSeconds, cluster, control);
    if (lost.length > 0) await cluster.submit(lost);
    if (open.size < before) wait = askSeconds.first;
    if (performance.now() - asked < wait * 1000) continue;
    await note(open, cluster, recorder, reasons);
    asked = performance.now();
    wait = Math.min(askSeconds.most, wait * 1.5);
  }
  if (open.size > 0) await stop(open, cluster, options, recorder, control);
  // Only after all is done: jobs that are left alone are left alone.
  else await cluster.tidy();
}

/** Resolves after the seconds, or as soon as the signal comes. */
const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  delay(seconds * 1000, undefined, { signal }).catch(() => undefined);

/**
 * Keeps in mind which jobs the controller knows of, and passes on why some do not start. No answer is no information.
 * @param reasons those that were said.
 */
async function note(
  open: ReadonlyMap<string, Watched>,
  cluster: Cluster,
  recorder: Recorder,
  reasons: Set<string>,
): Promise<void> {
  const queued = await cluster.ask();
  if (queued === null) return;
  for (const [trainId, watched] of open) {
    watched.absentSince = queued.has(trainId) ? null : (watched.absentSince ?? performance.now());
  }
  const blocked = [...queued].filter(([trainId, task]) => open.has(trainId) && isBlocked(task));
  for (const [trainId, { reason }] of blocked) {
    if (reasons.has(reason)) continue;
    reasons.add(reason);
    const count = blocked.filter(([, task]) => task.reason === reason).length;
    const words = `Slurm says of ${plural(count, "task")}: ${reason}`;
    recorder.record(trainId, 0, { type: "waiting", owner: null, reason: words });
  }
}

/** Ends the watching before the runs. */
async function stop(
  open: Map<string, Watched>,
  cluster: Cluster,
  { atStop, lookSeconds, settleSeconds }: SlurmOptions,
  recorder: Recorder,
  control: Control,
): Promise<void> {
  if ((await atStop()) === "cancel") {
    await cluster.cancel();
    const until = performance.now() + 10_000 * Math.max(1, settleSeconds);
    while (open.size > 0 && performance.now() < until && !control.kill.aborted) {
      const queued = await cluster.ask();
      await look(open, recorder, Infinity, cluster, control);
      if (queued?.size === 0) break;
      await pause(lookSeconds, control.kill);
    }
  }
  for (const trainId of open.keys()) recorder.record(trainId, 0, { type: "cancelled" });
  open.clear();
}
