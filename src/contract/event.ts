import type { Metrics } from "./result.js";

/** Why an attempt failed. Unknown never means failed: a worker that cannot be seen is "lost-contact". */
export type FailureKind =
  | "out-of-memory"
  | "not-a-number"
  | "worker-died"
  | "timed-out"
  | "preempted"
  | "lost-contact"
  | "bad-input"
  | "environment"
  /** A run that it rests on failed or has no result. */
  | "prerequisite"
  /** The program broke its protocol: it ended well without its results, or with those of another run. */
  | "protocol";

interface Base {
  readonly v: 1;
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** First twelve digits of the trainId. */
  readonly run: string;
  /** Number of the attempt, 1, 2, …; 0 before this process has claimed one. */
  readonly attempt: number;
}

export type EventBody =
  | { readonly type: "queued"; readonly label: string }
  /** Another process is at work on the run; this one waits for its result, or for its end. */
  | { readonly type: "waiting"; readonly owner: string; readonly reason: null }
  /** The run does not fit beside those that are running, or something is in the way of a cluster's tasks. */
  | { readonly type: "waiting"; readonly owner: null; readonly reason: string }
  /** What may go wrong with the run, which starts all the same. */
  | { readonly type: "warned"; readonly message: string }
  /** A result that could not be used was moved away; its run is done anew. */
  | { readonly type: "mended"; readonly path: string; readonly movedTo: string }
  | {
      readonly type: "started";
      readonly engine: string;
      readonly pid: number;
      readonly resumedAt: number | null;
      /** Which of the command's slots, from 1; added by the executor where it has slots. */
      readonly slot?: number;
      /** The GPU of that slot. */
      readonly gpu?: string;
    }
  | {
      readonly type: "progress";
      readonly epoch: number;
      readonly epochs: number;
      readonly step: number;
      readonly steps: number;
      /** null where a user's program does not tell. */
      readonly loss: number | null;
      readonly stepsPerSecond: number;
    }
  | { readonly type: "checkpoint"; readonly step: number }
  | {
      readonly type: "evaluated";
      readonly evalSet: string;
      readonly epoch: number | null;
      readonly metrics: Metrics;
    }
  | { readonly type: "finished"; readonly seconds: number; readonly trained: boolean }
  | {
      readonly type: "failed";
      readonly kind: FailureKind;
      readonly message: string;
      readonly log: string | null;
      readonly retry: boolean;
      /** What to do about it; added by the executor. */
      readonly advice?: string;
    }
  | { readonly type: "retrying"; readonly reason: FailureKind }
  /** message: how it ended, where its worker did not end in order. */
  | { readonly type: "cancelled"; readonly message?: string }
  /** Not started, and as it was before: the budget is spent. Seconds of slot time. */
  | { readonly type: "left"; readonly spent: number; readonly expected: number };

/** One NDJSON line each. */
export type RunEvent = Base & EventBody;

/** The last line of `run --json`: what it all came to. */
export interface RunSummary {
  readonly v: 1;
  readonly type: "summary";
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Runs that the selection needs, and how many of them have all their results now. */
  readonly runs: number;
  readonly done: number;
  readonly failed: number;
  /** Each run that failed, and what to do about it. */
  readonly failures: readonly {
    readonly run: string;
    readonly label: string;
    readonly kind: FailureKind;
    readonly advice: string;
    readonly log: string | null;
  }[];
  /** Runs that a budget left as they were. */
  readonly left: number;
  /** The CSV and SVG files that were written; none after an interruption. */
  readonly files: readonly string[];
  readonly exitCode: number;
}

/** What a worker says on its standard output; the executor adds v, seq, time, run and attempt. */
export type WorkerMessage = Extract<
  EventBody,
  { type: "warned" | "started" | "progress" | "checkpoint" | "evaluated" | "finished" | "failed" }
>;
