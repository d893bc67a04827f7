import type { Job } from "./job.js";
import type { RunEvent } from "./event.js";

/** A run that is to be done: training where it has no result, then the evaluations that have none. */
export interface RunTask {
  readonly job: Job;
  /** For people: "atlop amtl redocred seed 66". */
  readonly label: string;
}

/** How a caller ends an execution early. */
export interface Control {
  /** Start nothing more; workers write a checkpoint and end. */
  readonly stop: AbortSignal;
  /** End the workers at once. Work since their last checkpoint is done again later. */
  readonly kill: AbortSignal;
  /** Whether a run that has not begun is to be left out: somebody cancelled it. Absent: nobody can. */
  readonly isLeftOut?: (trainId: string) => Promise<boolean>;
}

/**
 * Gets runs done somewhere. Yields what happens, in order, and ends when no run is under way or waiting.
 * A run that fails never stops the others: each task ends with exactly one event `finished`, `failed` (with
 * `retry: false`), `cancelled` or `left`.
 */
export interface Executor {
  readonly execute: (tasks: readonly RunTask[], control: Control) => AsyncIterable<RunEvent>;
}
