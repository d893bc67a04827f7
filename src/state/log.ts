import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../store/files.js";
import { FILES } from "../store/paths.js";
import { inItsPlace, notAFile, READING } from "../base/plain-file.js";
import { parseLine } from "../base/read-json.js";
import { runEvent } from "./event-shape.js";
import type { RunEvent } from "../contract/event.js";

type Of<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;

/** What the end of an attempt's log says: the last event of each kind that matters. */
export interface LogEnd {
  readonly started: Of<"started"> | null;
  readonly progress: Of<"progress"> | null;
  /** The last score on the dev set. */
  readonly dev: Of<"evaluated"> | null;
}

/** Read at a time, from the end. */
const CHUNK = 1 << 16;
/** How many bytes back at most: hours of log lines can lie between two scores, and reading all would be slow. */
const FAR = 1 << 22;

/** An event of a log; null for a line that is none (torn by a crash, say). */
export const parseEvent = (line: string): RunEvent | null => parseLine(line, runEvent);

async function readAt(handle: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString("utf8", 0, bytesRead);
}

/** How an attempt stands by its log, without reading all of it. Everything is null where there is none. */
export async function readLogEnd(attempt: string): Promise<LogEnd> {
  const found: { -readonly [K in keyof LogEnd]: LogEnd[K] } = {
    started: null,
    progress: null,
    dev: null,
  };
  const take = (event: RunEvent | null): void => {
    if (event?.type === "progress") found.progress ??= event;
    if (event?.type === "started") found.started ??= event;
    if (event?.type === "evaluated" && event.epoch !== null) found.dev ??= event;
  };
  let handle: FileHandle;
  try {
    handle = await open(join(attempt, FILES.log), READING);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || inItsPlace(error) !== null) return found;
    throw error;
  }
  try {
    const there = await handle.stat();
    if (notAFile(there) !== null) return found;
    const { size } = there;
    let end = size;
    let rest = "";
    while (end > 0 && size - end < FAR && (found.progress === null || found.dev === null)) {
      const start = Math.max(0, end - CHUNK);
      const lines = `${await readAt(handle, start, end - start)}${rest}`.split("\n");
      rest = start === 0 ? "" : (lines.shift() ?? "");
      for (const line of lines.reverse()) take(parseEvent(line));
      end = start;
    }
    // The first lines say which process works on it.
    const head = found.started === null ? await readAt(handle, 0, CHUNK) : "";
    for (const line of head.split("\n")) {
      const event = parseEvent(line);
      if (event?.type === "started") take(event);
    }
    return found;
  } finally {
    await handle.close();
  }
}
