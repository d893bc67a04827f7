import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { RunEvent } from "../../contract/event.js";
import { parseEvent } from "../../state/log.js";
import { clockOf } from "../../state/run-states.js";
import { isAlive } from "../../store/claims/claim.js";
import { listAttempts } from "../../store/claims/attempts.js";
import { attemptDir, FILES } from "../../store/paths.js";
import { newLineReader } from "../../store/tail.js";

/** What a follower of a run receives: its attempts in order, and the lines of their logs. */
export type Found =
  | { readonly type: "attempt"; readonly attempt: number }
  /** event: null for a line that is no event (cut off by a crash, say). */
  | { readonly type: "line"; readonly text: string; readonly event: RunEvent | null };

/** Milliseconds between two reads. */
const READ_MS = 300;

/** How often an attempt whose command ended or died is read before no other command is expected to resume the run. */
const IDLE_READS = Math.ceil(6000 / READ_MS);

/** After these, this command has nothing more to say about the run. */
const isLast = (event: RunEvent | null): boolean =>
  event?.type === "finished" ||
  event?.type === "cancelled" ||
  (event?.type === "failed" && !event.retry);

/** The log of one attempt, as it is now. */
export async function* readLog(dir: string, attempt: number): AsyncGenerator<Found> {
  yield { type: "attempt", attempt };
  const reader = newLineReader(join(attemptDir(dir, attempt), FILES.log));
  for (const text of await reader.next()) yield { type: "line", text, event: parseEvent(text) };
}

/**
 * The log of an attempt as it grows, and of those that follow it, until the run has ended, or nobody works on it.
 * @param dir the run's folder.
 */
export async function* followLog(dir: string, first: number): AsyncGenerator<Found> {
  for (let attempt: number | undefined = first; attempt !== undefined;) {
    yield { type: "attempt", attempt };
    const reader = newLineReader(join(attemptDir(dir, attempt), FILES.log));
    let last: RunEvent | null = null;
    let next: number | undefined;
    let idle = 0;
    while (idle < IDLE_READS && next === undefined) {
      const after = await laterThan(dir, attempt);
      const lines = await reader.next();
      for (const text of lines) {
        const event = parseEvent(text);
        last = event ?? last;
        yield { type: "line", text, event };
      }
      if (isLast(last)) return;
      // Asked before the log was read, so that nothing of it is missed.
      if (lines.length === 0) next = after;
      const folder = attemptDir(dir, attempt);
      idle = (await isAlive(folder, undefined, await clockOf(folder))) ? 0 : idle + 1;
      await delay(READ_MS);
    }
    attempt = next;
  }
}

const laterThan = async (dir: string, attempt: number): Promise<number | undefined> =>
  (await listAttempts(dir)).find((k) => k > attempt);
