import { ExitCode } from "../base/errors.js";
import { onSignals } from "./interrupt.js";

/**
 * Runs work that a signal ends early but in order: it removes what it has not finished. A later signal ends the
 * process at once.
 * @returns what the work returns, or null when a signal ended it.
 */
export async function untilSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const controller = new AbortController();
  // Stays until the work has ended: without another listener, the lock's library would end the process.
  const release = onSignals(
    () => {
      controller.abort();
    },
    () => process.exit(ExitCode.interrupted),
  );
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return null;
    throw error;
  } finally {
    release();
  }
}
