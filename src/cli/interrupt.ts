import type { Control } from "../contract/executor.js";
import { onSignals } from "./signals.js";

/**
 * Turns signals into the two steps of ending: the first stops, a later one kills.
 * @param say told about each step.
 * @returns the control, a function that gives the signals back their usual meaning, and one that takes the first
 *   step without a signal, saying why.
 */
export function listenForInterrupts(say: (text: string) => void): {
  readonly control: Control;
  readonly release: () => void;
  readonly stop: (why: string) => void;
} {
  const stop = new AbortController();
  const kill = new AbortController();
  const release = onSignals(
    () => {
      say("Stopping: the workers write a checkpoint and end. Once more ends them at once.");
      stop.abort();
    },
    () => {
      if (kill.signal.aborted) return;
      say("Ending the workers: what they did since their last checkpoint is done again next time.");
      kill.abort();
    },
  );
  return {
    control: { stop: stop.signal, kill: kill.signal },
    release,
    stop: (why) => {
      if (stop.signal.aborted) return;
      say(`${why}: the workers write a checkpoint and end.`);
      stop.abort();
    },
  };
}
