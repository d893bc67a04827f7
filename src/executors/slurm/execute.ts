import { elapsed, pause } from "../../base/machine/clock.js";
import { plural } from "../../base/text/plural.js";
import type { RunEvent } from "../../contract/event.js";
import type { Control, Execution, RunTask } from "../../contract/executor.js";
import { newPrerequisites, type Prerequisites } from "../queue/prerequisites.js";
import { streamOf, type Recorder } from "../queue/recorder.js";
import { newCluster, type Cluster } from "./controller/cluster.js";
import { isBlocked } from "./controller/queue.js";
import { memoryOf } from "./memory.js";
import { planJob } from "./place.js";
import { sweep } from "./watch/sweep.js";
import { stateOf, watch, type Watched } from "./watch/watched.js";

/** How the cluster is watched: quick enough to follow, and no burden for a controller that has thousands of jobs. */
export interface Pace {
  /** Seconds between two sweeps over the runs' folders. */
  readonly sweepSeconds: number;
  /** Seconds between two questions to the controller: at first, and at most. */
  readonly askSeconds: { readonly first: number; readonly most: number };
  /** Seconds for which a job must be unknown to the controller before it counts as gone: file servers are slow. */
  readonly settleSeconds: number;
}

const PACE: Pace = { sweepSeconds: 1, askSeconds: { first: 2, most: 30 }, settleSeconds: 20 };

/** Runs tasks as job arrays of a Slurm cluster, and watches them. The runs' folders decide; squeue only helps. */
export const executeOnCluster = (
  tasks: readonly RunTask[],
  control: Control,
  execution: Execution,
): AsyncIterable<RunEvent> =>
  streamOf(async (recorder) => {
    const { planFolder, root } = execution;
    const cluster = newCluster(
      planFolder,
      planJob(execution),
      PACE.askSeconds.first,
      memoryOf(root),
    );
    await watchAll(tasks, control, cluster, PACE, recorder);
  });

/**
 * Watches runs until all have ended, or the caller stops. Runs that rest on others are submitted when those are done.
 * @throws AmtlError (4) as {@link Cluster} does.
 */
export async function watchAll(
  tasks: readonly RunTask[],
  control: Control,
  cluster: Cluster,
  pace: Pace,
  given: Recorder,
): Promise<void> {
  const { sweepSeconds, askSeconds, settleSeconds } = pace;
  const prerequisites = newPrerequisites(tasks);
  const recorder = prerequisites.observe(given);
  for (const { job, label } of tasks) recorder.record(job.trainId, 0, { type: "queued", label });
  const open = new Map<string, Watched>();
  /** Runs that wait for others, by trainId. */
  const later = new Map(tasks.map((task) => [task.job.trainId, task]));
  const release = async (): Promise<readonly RunTask[]> => {
    const ready = await takeReady(later, prerequisites, recorder);
    for (const task of ready) open.set(task.job.trainId, await watch(task));
    return ready;
  };
  const isNeeded = async ({ job: { trainId } }: RunTask): Promise<boolean> => {
    const { state } = await stateOf(open.get(trainId)!);
    return state !== "done" && state !== "running";
  };
  const first = await release();
  // Later ones may be in the queue as well: an earlier command has seen what they rest on end.
  await cluster.begin(first, isNeeded);

  const reasons = new Set<string>();
  let wait = askSeconds.first;
  let asked = elapsed();
  while (open.size + later.size > 0 && !control.stop.aborted) {
    await pause(sweepSeconds * 1000, control.stop);
    const before = open.size;
    const lost = await sweep(open, recorder, settleSeconds, cluster, control);
    if (lost.length > 0) await cluster.submit(lost);
    if (later.size > 0) await cluster.submitNew(await release(), isNeeded);
    if (open.size < before) wait = askSeconds.first;
    if (elapsed() - asked < wait * 1000) continue;
    await note(open, cluster, recorder, reasons);
    asked = elapsed();
    wait = Math.min(askSeconds.most, wait * 1.5);
  }
  if (open.size + later.size > 0) await stop(open, later, cluster, pace, recorder, control);
  // Only after all is done: jobs that are left alone are left alone.
  else await cluster.tidy();
}

/** Takes tasks out of `later`: those that may start are returned, those that never will are recorded as ended. */
async function takeReady(
  later: Map<string, RunTask>,
  prerequisites: Prerequisites,
  recorder: Recorder,
): Promise<readonly RunTask[]> {
  const ready: RunTask[] = [];
  for (const [trainId, task] of later) {
    const state = await prerequisites.stateOf(task);
    if (state === "waiting") continue;
    later.delete(trainId);
    if (state === "ready") ready.push(task);
    else recorder.record(trainId, 0, state);
  }
  return ready;
}

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
    watched.absentSince = queued.has(trainId) ? null : (watched.absentSince ?? elapsed());
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
  later: ReadonlyMap<string, RunTask>,
  cluster: Cluster,
  { sweepSeconds, settleSeconds }: Pace,
  recorder: Recorder,
  control: Control,
): Promise<void> {
  if ((await control.atStop?.()) === "cancel") {
    await cluster.cancel();
    const until = elapsed() + 10_000 * Math.max(1, settleSeconds);
    while (open.size > 0 && elapsed() < until && !control.kill.aborted) {
      const queued = await cluster.ask();
      await sweep(open, recorder, Infinity, cluster, control);
      if (queued?.size === 0) break;
      await pause(sweepSeconds * 1000, control.kill);
    }
  }
  for (const trainId of [...open.keys(), ...later.keys()]) {
    recorder.record(trainId, 0, { type: "cancelled" });
  }
}
