import { randomBytes } from "node:crypto";
import { mkdir, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { listAttempts } from "./attempts.js";

/**
 * Whether a later attempt exists: its claimant took this one for dead. Whoever works on this attempt asks before
 * each checkpoint and before each result, and stops when it is so.
 */
export async function isSuperseded(attempt: string): Promise<boolean> {
  const attempts = dirname(attempt);
  await refresh(attempts);
  const all = await listAttempts(dirname(attempts));
  return (all.at(-1) ?? 0) > Number(basename(attempt));
}

/** Network file systems list a folder from memory for up to a minute, but not one that has just been changed here. */
async function refresh(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${randomBytes(6).toString("hex")}`);
  try {
    await mkdir(probe);
    await rmdir(probe);
  } catch {
    // Nothing can be written here: no checkpoint and no result either, which will be said there.
  }
}

/** This attempt was taken for dead, and another one has the run. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** @throws Superseded when a later attempt exists ({@link isSuperseded}). */
export async function checkClaim(attempt: string): Promise<void> {
  if (await isSuperseded(attempt)) {
    throw new Superseded(`Another attempt took the run of ${attempt} over`);
  }
}
