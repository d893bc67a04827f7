import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { listAttempts } from "../store/claims/attempts.js";
import { errorCode } from "../store/files.js";
import { attemptDir } from "../store/paths.js";

/** Folder of a program's checkpoints in its attempt. */
export const checkpointsOf = (attempt: string): string => join(attempt, "checkpoints");

/**
 * Gives the attempt what the latest one before it left. It is moved, not shared: a program of an attempt that was taken
 * for dead, and is not, then writes where nobody reads.
 *
 * @param dir the run's folder.
 * @param attempt folder of attempt k.
 * @returns the folder of checkpoints; empty for a run that begins anew.
 */
export async function takeCheckpoints(dir: string, attempt: string, k: number): Promise<string> {
  const own = checkpointsOf(attempt);
  for (const earlier of (await listAttempts(dir)).filter((each) => each < k).reverse()) {
    try {
      await rename(checkpointsOf(attemptDir(dir, earlier)), own);
      return own;
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
  }
  await mkdir(own, { recursive: true });
  return own;
}

/** A run that is done needs none, unless models are kept. */
export async function dropCheckpoints(attempt: string): Promise<void> {
  await rm(checkpointsOf(attempt), { recursive: true, force: true });
}
