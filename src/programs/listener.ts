import type { WorkerMessage } from "../contract/event.js";
import { ProgramFailure } from "./failure.js";
import type { Line } from "./lines.js";
import { readMessage } from "./messages.js";
import type { ProgramMessage } from "./protocol.js";

export type Summary = Extract<ProgramMessage, { type: "summary" }>;
type Progress = Extract<ProgramMessage, { type: "progress" }>;

export interface ListenerOptions {
  /** For people: what computes. */
  readonly engine: string;
  readonly pid: number;
  /** Takes messages in the runner's words, `started` before all others. */
  readonly say: (message: WorkerMessage) => void;
  /** Called at each of the program's checkpoints; may throw to end it. */
  readonly onCheckpoint: () => Promise<void>;
  /** Takes lines that are not messages. */
  readonly log: (line: string) => void;
}

export interface Listener {
  readonly onLine: (line: Line) => Promise<void>;
  /** What it said last. */
  summary: Summary | null;
  failed: ProgramFailure | null;
  /** Lines that were messages, and lines that were not. */
  messages: number;
  others: number;
}

/** Listens to a program: its messages go on, whatever else it prints goes to its log. */
export function newListener({ engine, pid, say, onCheckpoint, log }: ListenerOptions): Listener {
  let started = false;
  const rate = rateOf();
  const tellStart = (resumedAt: number | null): void => {
    if (!started) say({ type: "started", engine, pid, resumedAt });
    started = true;
  };
  const heard: Listener = {
    summary: null,
    failed: null,
    messages: 0,
    others: 0,
    onLine: async ({ text, number }) => {
      const message = readMessage(text, number);
      if (message === null) {
        heard.others++;
        log(text);
        return;
      }
      heard.messages++;
      tellStart(message.type === "started" ? (message.resumedAt ?? null) : null);
      switch (message.type) {
        case "started":
          return;
        case "progress":
          say({ epoch: 1, epochs: 1, loss: null, stepsPerSecond: rate(message), ...message });
          return;
        case "checkpoint":
          await onCheckpoint();
          say(message);
          return;
        case "failed":
          heard.failed = new ProgramFailure(message.kind, message.message);
          return;
        case "summary":
          heard.summary = message;
      }
    },
  };
  return heard;
}

/** Steps a second since the first that was reported. */
function rateOf(): (progress: Progress) => number {
  let first: { readonly step: number; readonly at: number } | null = null;
  return ({ step }) => {
    const at = performance.now() / 1000;
    first ??= { step, at };
    return at > first.at ? (step - first.step) / (at - first.at) : 0;
  };
}
