import { ExitCode } from "../base/errors.js";
import { SAME_MS, SIGNALS } from "./interrupt.js";

/**
 * Runs work that a signal ends early but in order: it removes what it has not finished. A later signal ends the
 * process at once.
 * @returns what the work returns, or null when a signal ended it.
 */
export async function untilSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const controller = new AbortController();
  const { signal } = controller;
  let first = 0;
  // Stays until the work has ended: without another listener, the lock's library would end the process.
  const stop = (): void => {
    if (!signal.aborted) {
      first = performance.now();
      controller.abort();
    } else if (performance.now() - first > SAME_MS) process.exit(ExitCode.interrupted);
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
}
