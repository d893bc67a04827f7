import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { every } from "../../base/machine/clock.js";
import { open, rm, stat } from "../../base/machine/files.js";
import { diskError, errorCode } from "../files.js";
import { LIVENESS } from "./liveness.js";
import { FILES } from "../paths.js";

/** Seconds between two heartbeats. */
export const BEAT_SECONDS = LIVENESS.beatSeconds;

/** Seconds without a heartbeat after which a claimant on another machine counts as dead. */
export const STALE_SECONDS = LIVENESS.staleSeconds;

/** Marks the attempt as alive now, by the clock of the file system that holds it. */
export async function beat(attempt: string): Promise<void> {
  try {
    // Writing, not utimes: only then does the file server's clock set the time.
    const handle = await open(join(attempt, FILES.heartbeat), "w");
    try {
      await handle.write("alive\n");
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw diskError(error, attempt);
  }
}

/**
 * Beats until the returned function is called. A beat that fails is left out: the next may succeed, and a run
 * should not die of a heartbeat.
 * @param also done with every beat; what it throws is left out as well.
 */
export function keepBeating(
  attempt: string,
  also: () => Promise<void> = () => Promise.resolve(),
  seconds = BEAT_SECONDS,
): () => void {
  const act = (): void => {
    Promise.all([beat(attempt), also()]).catch(() => undefined);
  };
  return every(seconds * 1000, act, false);
}

/** Modification time in ms, asked of the server: opening a file makes NFS forget cached attributes. */
async function freshTime(path: string): Promise<number | null> {
  try {
    const handle = await open(path, "r");
    try {
      return (await handle.stat()).mtimeMs;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/**
 * What the clock of the file system that holds the folder says, in ms. The clocks of the machines that share it may
 * differ; all times of files there are by this one.
 * @throws AmtlError (4) when the folder cannot be written.
 */
export async function folderClock(folder: string): Promise<number> {
  const probe = join(folder, `probe.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const handle = await open(probe, "wx");
    const { mtimeMs } = await handle
      .write("now\n")
      .then(() => handle.stat())
      .finally(() => handle.close());
    return mtimeMs;
  } catch (error) {
    throw diskError(error, folder);
  } finally {
    await rm(probe, { force: true });
  }
}

/**
 * Seconds since the attempt's last heartbeat (or since it was made, when there is none), by the folder's own clock.
 * @param now what that clock says, where it is known; else it is asked, with a file that is written there.
 */
export async function heartbeatAge(attempt: string, now?: number): Promise<number> {
  const clock = now ?? (await folderClock(attempt));
  const last = (await freshTime(join(attempt, FILES.heartbeat))) ?? (await stat(attempt)).ctimeMs;
  return (clock - last) / 1000;
}
