import { AmtlError, describeError, ExitCode } from "./errors.js";

/** What kind of error it is: the exit code in a word. `internal` is a mistake of the program's own. */
export type ErrorCode =
  "failed" | "bad-input" | "incomplete" | "lacking" | "interrupted" | "internal";

/** The line of a command that was given `--json` and ends with an error. */
export interface ErrorLine {
  readonly v: 1;
  readonly type: "error";
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly where: string | null;
  readonly expected: string | null;
  readonly got: string | null;
  /** What mends it. */
  readonly fix: string | null;
  readonly exitCode: number;
}

const CODES: Readonly<Record<Exclude<ExitCode, typeof ExitCode.done>, ErrorCode>> = {
  [ExitCode.failed]: "failed",
  [ExitCode.badInput]: "bad-input",
  [ExitCode.incomplete]: "incomplete",
  [ExitCode.lacking]: "lacking",
  [ExitCode.interrupted]: "interrupted",
};

/** An error as a program reads it; people have the same on standard error. */
export function errorLine(error: unknown): ErrorLine {
  const known = error instanceof AmtlError && error.exitCode !== ExitCode.done ? error : null;
  const { where = null, expected = null, got = null, fix = null } = known?.details ?? {};
  return {
    v: 1,
    type: "error",
    time: new Date().toISOString(),
    code: known === null ? "internal" : CODES[known.exitCode as keyof typeof CODES],
    message: known?.message ?? describeError(error),
    where,
    expected,
    got,
    fix,
    exitCode: known?.exitCode ?? ExitCode.failed,
  };
}
