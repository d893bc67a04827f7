import { createInterface } from "node:readline/promises";
import { ExitCode } from "../base/errors.js";

/*
 * What happens at Ctrl-C. The first signal stops: no run starts any more, and workers write a checkpoint and end; where
 * jobs of a cluster outlive the command, it asks whether to leave them. A later signal kills. src/executors obeys the
 * two signals of a Control; src/train/stop.ts is what a worker does when it is asked to end.
 */

/** How long after the first signal another one counts as the same: npm passes Ctrl-C on a second time. */
const SAME_MS = 500;

/** What asks a process to end: Ctrl-C, another program, a terminal that closed. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Takes the signals that ask this process to end.
 *
 * @param first at the first of them.
 * @param again at each later one.
 * @returns gives the signals back their usual meaning.
 */
function onSignals(first: () => void, again: () => void): () => void {
  let since: number | null = null;
  const heard = (): void => {
    if (since === null) {
      since = performance.now();
      first();
    } else if (performance.now() - since > SAME_MS) again();
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  return () => {
    for (const signal of SIGNALS) process.off(signal, heard);
  };
}

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

/** What signals ask of an execution, in two steps: the first signal stops it, a later one kills it. */
export interface Interrupts {
  readonly stop: AbortSignal;
  readonly kill: AbortSignal;
  /**
   * Takes the signals from now on.
   * @param say told about each step.
   * @returns gives the signals back their usual meaning.
   */
  readonly listen: (say: (text: string) => void) => () => void;
}

export function newInterrupts(): Interrupts {
  const stop = new AbortController();
  const kill = new AbortController();
  const listen: Interrupts["listen"] = (say) =>
    onSignals(
      () => {
        say("Stopping: the workers write a checkpoint and end. Once more ends them at once.");
        stop.abort();
      },
      () => {
        if (kill.signal.aborted) return;
        say(
          "Ending the workers: what they did since their last checkpoint is done again next time.",
        );
        kill.abort();
      },
    );
  return { stop: stop.signal, kill: kill.signal, listen };
}

/** What becomes of jobs that outlive the command. On a terminal a person decides; elsewhere they stay, which loses nothing. */
export async function leaveOrCancel(
  planId: string,
  say: (text: string) => void,
): Promise<"leave" | "cancel"> {
  let answer: "leave" | "cancel" = "leave";
  if (process.stdin.isTTY && process.stderr.isTTY) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const said = await lines.question("Leave the jobs on the cluster, or cancel them? [L/c] ");
    lines.close();
    if (/^c/i.test(said.trim())) answer = "cancel";
  }
  say(
    answer === "cancel"
      ? "Cancelling the plan's jobs: they write a checkpoint and end."
      : `The jobs stay on the cluster. The same command watches them again; amtl-run cancel ${planId} ends them.`,
  );
  return answer;
}
