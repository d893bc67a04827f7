import type { Control } from "../runner/executor.js";

/** How long after the first signal another one counts as the same: npm passes Ctrl-C on a second time. */
export const SAME_MS = 500;

/** What asks a process to end: Ctrl-C, another program, a terminal that closed. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Turns signals into the two steps of ending: the first stops, a later one kills.
 * @param say told about each step.
 * @returns the control, and a function that gives the signals back their usual meaning.
 */
export function listenForInterrupts(say: (text: string) => void): {
  readonly control: Control;
  readonly release: () => void;
} {
  const stop = new AbortController();
  const kill = new AbortController();
  let first = 0;
  const onSignal = (): void => {
    if (!stop.signal.aborted) {
      first = performance.now();
      say("Stopping: the workers write a checkpoint and end. Once more ends them at once.");
      stop.abort();
    } else if (!kill.signal.aborted && performance.now() - first > SAME_MS) {
      say("Ending the workers: what they did since their last checkpoint is done again next time.");
      kill.abort();
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    control: { stop: stop.signal, kill: kill.signal },
    release: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
