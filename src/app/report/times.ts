import type { RunFiles } from "../../provenance/run-files.js";
import { readTimes, type TimedRun } from "../../provenance/timed.js";

const known = new WeakMap<RunFiles, Promise<readonly TimedRun[]>>();

/**
 * The times of a results folder for one answer: its parts ask for them, and each asking looks at all files of the folder.
 * @param root folder of runs. @param files what reads each of its files once, for this answer alone.
 */
export function timesFor(root: string, files: RunFiles): Promise<readonly TimedRun[]> {
  const found = known.get(files) ?? readTimes(root, files);
  known.set(files, found);
  return found;
}
