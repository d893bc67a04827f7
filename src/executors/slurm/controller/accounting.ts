import type { EventBody, FailureKind } from "../../../contract/event.js";

/** How a job ended, in the terms of the accounting: `sacct --format=State,ExitCode`. */
export interface Account {
  /** "NODE_FAIL", "CANCELLED by 1000". */
  readonly state: string;
  /** Exit status and signal: "0:9". */
  readonly exitCode: string;
}

/** Reads `sacct --noheader --parsable2 --allocations`; the last line is the last time that the job ran. */
export function parseAccount(text: string): Account | null {
  const line = text.trim().split("\n").at(-1) ?? "";
  const [state = "", exitCode = ""] = line.split("|") as (string | undefined)[];
  return /^[A-Z][A-Z_]+( by \d+)?\+?$/.test(state) ? { state, exitCode } : null;
}

const WHY: Readonly<Record<string, readonly [FailureKind, string]>> = {
  OUT_OF_MEMORY: [
    "out-of-memory",
    "Slurm ended the job for taking more memory than it was given; --slurm mem=… asks for more",
  ],
  TIMEOUT: ["timed-out", "Slurm's time limit ended the job before it could write a checkpoint"],
  DEADLINE: ["timed-out", "Slurm's deadline ended the job before it could write a checkpoint"],
  PREEMPTED: ["preempted", "The job was preempted, and Slurm did not put it back into the queue"],
  NODE_FAIL: ["worker-died", "The job's node failed"],
  BOOT_FAIL: ["worker-died", "The job's node did not start"],
};

/**
 * What became of a job that left its run undone, according to the accounting. Null where that knows no more than its being
 * gone says: the process may have been killed, or have failed to start.
 */
export function fateOf({ state, exitCode }: Account): EventBody | null {
  const [word] = state.split(" ");
  if (word === "CANCELLED") return { type: "cancelled", message: `Slurm: ${state}` };
  const why = (WHY as Partial<typeof WHY>)[word];
  if (why === undefined) return null;
  const [kind, message] = why;
  const text = `${message} (${state}, ${exitCode})`;
  return { type: "failed", kind, message: text, log: null, retry: true };
}
