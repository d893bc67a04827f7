import { badInput } from "../../base/errors.js";

/** Runs at a time. @throws AmtlError (2) unless it is a whole number from 1 on, or left out. */
export function checkedJobs(jobs: number | undefined): number | undefined {
  if (jobs === undefined || (Number.isInteger(jobs) && jobs >= 1)) return jobs;
  throw badInput("Invalid --jobs", {
    where: "--jobs",
    expected: "a whole number, at least 1",
    got: String(jobs),
  });
}
