import { ExitCode, type AmtlError } from "../../base/errors.js";
import type { FailureKind, RunEvent, RunSummary } from "../../contract/event.js";
import { filesOf, type Report } from "../report/report.js";
import type { Determinism } from "../twice/compare.js";

/** A run that failed, and will not be tried again by this command. */
export interface RunFailure {
  /** The first twelve digits of its trainId. */
  readonly run: string;
  readonly label: string;
  readonly kind: FailureKind;
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  /** File of its standard error, if there is one. */
  readonly log: string | null;
}

/** The outcome of an execution. */
export interface ExecutionOutcome {
  readonly failures: readonly RunFailure[];
  /** Stopped by the caller, or cancelled. */
  readonly interrupted: boolean;
  /** Runs that the budget left as they were, and what stopped the first of them, in seconds of slot time; null: none. */
  readonly left: {
    readonly runs: number;
    readonly spent: number;
    readonly expected: number;
  } | null;
}

/** The outcome of `run`. */
export interface RunOutcome extends ExecutionOutcome {
  /** Runs that the selection needs. */
  readonly runs: number;
  /** How many of them have all their results now. */
  readonly done: number;
  /** The tables, written; null after an interruption. */
  readonly report: Report | null;
  /** Why the tables could not be written (the disk is full, say); the runs' results are kept. */
  readonly unwritten: AmtlError | null;
  /** With `twice`: what came of each run that was done a second time; else null. */
  readonly determinism: readonly Determinism[] | null;
}

/** Gathers an outcome from the events of an execution. */
export function newTally(advise: (kind: FailureKind) => string): {
  readonly take: (event: RunEvent) => void;
  readonly outcome: (interrupted: boolean) => ExecutionOutcome;
} {
  const labels = new Map<string, string>();
  const failures: RunFailure[] = [];
  const left: Extract<RunEvent, { type: "left" }>[] = [];
  return {
    take: (event) => {
      if (event.type === "queued") labels.set(event.run, event.label);
      if (event.type === "left") left.push(event);
      if (event.type !== "failed" || event.retry) return;
      const { run, kind, message, log } = event;
      const label = labels.get(run) ?? run;
      failures.push({ run, label, kind, message, advice: advise(kind), log });
    },
    outcome: (interrupted) => {
      const first = left.at(0);
      return {
        failures,
        interrupted,
        left:
          first === undefined
            ? null
            : { runs: left.length, spent: first.spent, expected: first.expected },
      };
    },
  };
}

/** The exit code of a command that did this (README, "Exit codes"). */
export function exitCodeOf({ failures, interrupted, done, runs }: RunOutcome): ExitCode {
  if (interrupted) return ExitCode.interrupted;
  if (failures.length > 0) {
    // Where the environment or the input is the only cause, the code says that it is to be mended.
    // A run that rests on one which failed adds no cause of its own.
    const causes = failures.filter(({ kind }) => kind !== "prerequisite");
    const all = (wanted: FailureKind): boolean =>
      causes.length > 0 && causes.every(({ kind }) => kind === wanted);
    if (all("environment")) return ExitCode.lacking;
    return all("bad-input") ? ExitCode.badInput : ExitCode.failed;
  }
  return done < runs ? ExitCode.incomplete : ExitCode.done;
}

/** What `run --json` says last. */
export const summaryOf = (outcome: RunOutcome): RunSummary => ({
  v: 1,
  type: "summary",
  time: new Date().toISOString(),
  runs: outcome.runs,
  done: outcome.done,
  failed: outcome.failures.length,
  failures: outcome.failures.map(({ run, label, kind, advice, log }) => ({
    run,
    label,
    kind,
    advice,
    log,
  })),
  left: outcome.left?.runs ?? 0,
  files: outcome.report === null ? [] : filesOf(outcome.report),
  exitCode: exitCodeOf(outcome),
});
