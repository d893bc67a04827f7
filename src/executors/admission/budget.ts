import { join } from "node:path";
import type { RunTask } from "../../contract/executor.js";
import type { Job } from "../../contract/job.js";
import { newPredictor } from "../../experiment/cost/predict.js";
import { readTimes } from "../../provenance/timed.js";
import { whichExist } from "../../store/exists.js";
import { FILES, trainDir } from "../../store/paths.js";

/** Slot time that a command may spend: one slot for an hour is an hour, so on GPUs these are GPU hours. */
export interface Budget {
  /** What keeps a run of so many expected seconds from starting; null when it may. Once it says no, it says no to all. */
  readonly refuse: (job: Job) => Refusal | null;
  /** Counts a run from now until the returned function is called. */
  readonly begin: (job: Job) => () => void;
}

export interface Refusal {
  /** Seconds of slot time so far, runs under way with what they are expected to take. */
  readonly spent: number;
  readonly expected: number;
}

/**
 * @param seconds of slot time.
 * @param expectedOf seconds that a run will take, as far as anybody can say.
 * @param now seconds of a clock.
 */
export function newBudget(
  seconds: number,
  expectedOf: (job: Job) => number,
  now = () => performance.now() / 1000,
): Budget {
  let ended = 0;
  let refusal: Refusal | null = null;
  const running = new Set<{ readonly since: number; readonly expected: number }>();
  const spent = (): number =>
    [...running].reduce(
      (sum, { since, expected }) => sum + Math.max(now() - since, expected),
      ended,
    );
  return {
    refuse: (job) => {
      const expected = expectedOf(job);
      if (refusal === null && spent() + expected > seconds) refusal = { spent: spent(), expected };
      return refusal;
    },
    begin: (job) => {
      const run = { since: now(), expected: expectedOf(job) };
      running.add(run);
      return () => {
        running.delete(run);
        ended += now() - run.since;
      };
    },
  };
}

/**
 * A budget that knows what each run will take, as `plan --cost` does.
 * @param seconds of slot time.
 */
export async function budgetFor(
  root: string,
  tasks: readonly RunTask[],
  seconds: number,
): Promise<Budget> {
  const predict = newPredictor(await readTimes(root));
  const results = tasks.map(({ job }) => join(trainDir(root, job.trainId), FILES.result));
  const isTrained = await whichExist(results);
  // What is trained only has to be scored: seconds to minutes.
  const expected = new Map(
    tasks.map(({ job }, at) => [job.trainId, isTrained[at] ? 0 : predict(job.train).seconds]),
  );
  return newBudget(seconds, ({ trainId }) => expected.get(trainId) ?? 0);
}
