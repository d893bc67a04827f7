import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { lacking } from "../../base/errors.js";
import type { InstallOptions } from "./events.js";

/** How often, and how many times, to ask for a lock that another installation holds: half an hour. */
const [PAUSE_MS, TRIES] = [500, 3600];

const isHeld = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ELOCKED";

/**
 * Runs `work` while no other process runs any under the same lock. A lock whose holder was killed is taken
 * over after ten seconds.
 * @throws AmtlError (4) when another holds it for half an hour
 */
export async function underLock<T>(
  lockfilePath: string,
  { report, signal }: InstallOptions,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(lockfilePath), { recursive: true });
  const options = { lockfilePath, realpath: false, stale: 10_000, update: 2_000 };
  const acquire = async (): Promise<() => Promise<void>> => {
    for (let tries = 1; ; tries++) {
      try {
        return await lock(lockfilePath, options);
      } catch (error) {
        if (!isHeld(error) || tries > TRIES) throw error;
      }
      if (tries === 1) report({ type: "waiting", lock: lockfilePath });
      await delay(PAUSE_MS, undefined, { signal });
    }
  };
  const release = await acquire().catch((error: unknown) => {
    if (!isHeld(error)) throw error;
    throw lacking("Timed out waiting for another installation", {
      where: lockfilePath,
      fix: "end it, then run the same command again",
    });
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
