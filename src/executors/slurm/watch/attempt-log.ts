import { open } from "node:fs/promises";
import { join } from "node:path";
import { listAttempts } from "../../../store/attempts.js";
import { errorCode } from "../../../store/files.js";
import { attemptDir, FILES } from "../../../store/paths.js";
import type { EventBody, RunEvent } from "../../../contract/event.js";

/** How far the log of a run was read. */
export interface Cursor {
  attempt: number;
  /** Bytes of that attempt's log. */
  offset: number;
}

/** An event of an attempt's log, whatever number and time its writer gave it. */
export interface Logged {
  readonly attempt: number;
  readonly body: EventBody;
}

/** What the recorder gives to every event. */
const HEAD = ["v", "seq", "time", "run", "attempt"];

/**
 * What was added to a run's logs, whoever wrote them, since the cursor; it is moved on.
 * @param dir …/train/<trainId>.
 * @param cursor attempts before it are not looked at.
 */
export async function readNewEvents(dir: string, cursor: Cursor): Promise<readonly Logged[]> {
  const attempts = (await listAttempts(dir)).filter((k) => k >= cursor.attempt);
  const events: Logged[] = [];
  for (const attempt of attempts) {
    if (attempt !== cursor.attempt) Object.assign(cursor, { attempt, offset: 0 });
    const { text, offset } = await readFrom(
      join(attemptDir(dir, attempt), FILES.log),
      cursor.offset,
    );
    cursor.offset = offset;
    events.push(...text.split("\n").flatMap(parse));
  }
  return events;
}

/** Whole lines from the offset on, and where they end: the last may be half written. */
async function readFrom(path: string, offset: number): Promise<{ text: string; offset: number }> {
  try {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      if (size <= offset) return { text: "", offset };
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(size - offset),
        0,
        size - offset,
        offset,
      );
      const end = buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1;
      return { text: buffer.toString("utf8", 0, end), offset: offset + end };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (["ENOENT", "ESTALE", "ENOTDIR"].includes(errorCode(error) ?? ""))
      return { text: "", offset };
    throw error;
  }
}

/** A line that a crash cut is followed by the next attempt's log, not by more of its own. */
function parse(line: string): Logged[] {
  if (line === "") return [];
  try {
    const event = JSON.parse(line) as RunEvent;
    const rest = Object.entries(event).filter(([name]) => !HEAD.includes(name));
    return [{ attempt: event.attempt, body: Object.fromEntries(rest) as unknown as EventBody }];
  } catch {
    return [];
  }
}
