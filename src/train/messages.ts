import type { WorkerMessage } from "../contract/event.js";

/** At most four progress lines a second. */
const PROGRESS_MS = 250;

/** Writes a worker's messages: NDJSON on standard output, one message a line. */
export interface MessageWriter {
  readonly send: (message: WorkerMessage) => void;
  /** Sends progress, at most so often; the last step always. */
  readonly progress: (message: Extract<WorkerMessage, { type: "progress" }>) => void;
}

export function newMessageWriter(write: (line: string) => void): MessageWriter {
  let last = -Infinity;
  const send = (message: WorkerMessage): void => {
    write(`${JSON.stringify(message)}\n`);
  };
  return {
    send,
    progress: (message) => {
      const now = performance.now();
      if (now - last < PROGRESS_MS && message.step !== message.steps) return;
      last = now;
      send(message);
    },
  };
}
