import { badInput } from "../base/errors.js";
import { usableCores } from "../executors/machine/cores.js";

/**
 * Runs at a time: those asked for, else as many as the cores carry.
 * @param threads of each.
 * @throws AmtlError (2) unless what was asked for is a whole number from 1 on.
 */
export const jobsFor = async (asked: number | undefined, threads: number): Promise<number> =>
  asked === undefined ? Math.max(1, Math.floor((await usableCores()) / threads)) : readJobs(asked);

/** @throws AmtlError (2) unless it is a whole number from 1 on. */
export function readJobs(jobs: number): number {
  if (Number.isInteger(jobs) && jobs >= 1) return jobs;
  throw badInput("Impossible number of jobs", {
    where: "--jobs",
    expected: "a whole number, at least 1",
    got: String(jobs),
  });
}
