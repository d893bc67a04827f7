import { z } from "zod";
import { said } from "./event-schema.js";
import type { WorkerMessage } from "../../contract/event.js";

const message = z.discriminatedUnion("type", [
  said.warned,
  said.started,
  said.progress,
  said.checkpoint,
  said.evaluated,
  said.finished,
  said.failed,
]);

/**
 * Reads one line of a worker's standard output.
 * @returns null for a line that is no message: what libraries print must not harm a run.
 */
export function parseMessage(line: string): WorkerMessage | null {
  if (!line.startsWith("{")) return null;
  try {
    return message.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
