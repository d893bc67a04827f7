import type { WorkerMessage } from "../contract/event.js";

/** At most four progress lines a second. */
const PROGRESS_MS = 250;

/** How a worker is heard: NDJSON on standard output, one message a line. */
export interface Voice {
  readonly say: (message: WorkerMessage) => void;
  /** The same for progress, most of which is left out. */
  readonly progress: (message: Extract<WorkerMessage, { type: "progress" }>) => void;
}

export function newVoice(write: (line: string) => void): Voice {
  let last = -Infinity;
  const say = (message: WorkerMessage): void => {
    write(`${JSON.stringify(message)}\n`);
  };
  return {
    say,
    progress: (message) => {
      const now = performance.now();
      if (now - last < PROGRESS_MS && message.step !== message.steps) return;
      last = now;
      say(message);
    },
  };
}
