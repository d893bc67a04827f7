import { basename, dirname, join } from "node:path";
import { pause } from "../../../src/base/machine/clock.js";
import { readText } from "../../../src/base/machine/files.js";
import type { WorkerMessage } from "../../../src/contract/event.js";
import type { Job } from "../../../src/contract/job.js";
import { listAttempts } from "../../../src/store/claims/attempts.js";
import { checkClaim, isSuperseded, Superseded } from "../../../src/store/claims/claim.js";
import { writeEvaluation } from "../../../src/store/evaluation.js";
import { replaceFile } from "../../../src/store/files.js";
import { attemptDir, evalDir, FILES, trainDir } from "../../../src/store/paths.js";
import { readEvalResult, readTrainResult, writeResult } from "../../../src/store/result.js";
import { evalResultOf, factsOf, trainResultOf } from "../runs.js";

/** What a worker does in the first attempt of its run. */
export type Act = "works" | "dies" | "breaks" | "hangs" | "leaves nothing";

export interface WorkerPlan {
  readonly act: Act;
  readonly steps: number;
  readonly stepMs: number;
}

/** A worker's connections to its world. */
export interface WorkerWorld {
  readonly plan: WorkerPlan;
  readonly say: (message: WorkerMessage) => void;
  /** Whether it was asked to end, or its parent is gone. */
  readonly isStopped: () => boolean;
  readonly onTrain: (dir: string) => void;
  /** It is killed by something else. */
  readonly die: () => Promise<never>;
}

/** A worker that hangs goes on later than anybody waits for it. */
const HANG_MS = 300_000;

class Stopped extends Error {}

/** The step of the furthest checkpoint of earlier attempts. */
async function latestStep(attempt: string): Promise<number> {
  const run = dirname(dirname(attempt));
  let latest = 0;
  for (const k of await listAttempts(run)) {
    const found = await readText(join(attemptDir(run, k), "checkpoint.bin")).catch(() => null);
    if (found !== null && "text" in found) latest = Math.max(latest, Number(found.text));
  }
  return latest;
}

/** Trains, with a checkpoint after each step, as src/train does. */
async function train(job: Job, attempt: string, world: WorkerWorld): Promise<void> {
  const { plan, say, isStopped, die } = world;
  const act = basename(attempt) === "1" ? plan.act : "works";
  world.onTrain(trainDir(job.root, job.trainId));
  const done = await latestStep(attempt);
  for (let step = done + 1; step <= plan.steps; step++) {
    await pause(plan.stepMs);
    if (act === "hangs") await pause(HANG_MS);
    await checkClaim(attempt);
    await replaceFile(join(attempt, "checkpoint.bin"), `${step}\n`);
    say({ type: "checkpoint", step });
    if (isStopped()) throw new Stopped();
    if (act === "dies") await die();
    if (act === "breaks") throw new Error("something broke");
  }
  if (act === "leaves nothing") return;
  await record(trainDir(job.root, job.trainId));
  await writeResult(trainDir(job.root, job.trainId), trainResultOf(job), attempt);
}

const record = (dir: string): Promise<void> => replaceFile(join(dir, FILES.provenance), "{}\n");

/** A job as src/train/job.ts does it, with the store's own functions and no model. */
async function doJob(job: Job, attempt: string, world: WorkerWorld): Promise<void> {
  const { say, isStopped } = world;
  say({ type: "started", engine: "simulated", pid: 1, resumedAt: null });
  if ((await readTrainResult(trainDir(job.root, job.trainId))) === null)
    await train(job, attempt, world);
  if ((await readTrainResult(trainDir(job.root, job.trainId))) === null) return;
  for (const each of job.evals) {
    const dir = evalDir(job.root, each.evalId);
    if ((await readEvalResult(dir)) !== null) continue;
    if (isStopped()) throw new Stopped();
    const result = evalResultOf(job, each);
    await writeEvaluation(dir, factsOf(each.evalId), record, result, attempt);
    const { evalSet, metrics } = result;
    say({ type: "evaluated", evalSet, epoch: null, metrics });
  }
  say({ type: "finished", seconds: 1, trained: true });
}

/** A worker process, from its start to its exit code. */
export async function work(attempt: string, world: WorkerWorld): Promise<number> {
  try {
    const found = await readText(join(attempt, FILES.job));
    if (!("text" in found)) return 2;
    await doJob(JSON.parse(found.text) as Job, attempt, world);
    return 0;
  } catch (error) {
    if (error instanceof Stopped || error instanceof Superseded) return 130;
    if (error instanceof Error && error.message === "something broke") return 1;
    const message = error instanceof Error ? error.message : String(error);
    if (!(await isSuperseded(attempt)))
      world.say({ type: "failed", kind: "environment", message, log: null, retry: false });
    return 4;
  }
}
