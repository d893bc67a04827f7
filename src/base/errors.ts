/**
 * The one error class of the project. Everything that a user can cause or mend is thrown as an
 * {@link AmtlError}; whatever else reaches the command line is a bug and is shown with its stack.
 */

/** Exit codes of the command line (README, "Exit codes"). */
export const ExitCode = {
  done: 0,
  failed: 1,
  badInput: 2,
  incomplete: 3,
  lacking: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface ErrorDetails {
  /** Where: a file, a line, a document title, a field. */
  readonly where?: string;
  readonly expected?: string;
  readonly got?: string;
  /** What mends it, preferably a command that can be pasted. */
  readonly fix?: string;
  readonly cause?: unknown;
}

export class AmtlError extends Error {
  override readonly name = "AmtlError";
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
  }
}

/** Exit code 2: unknown name, missing or torn file, impossible value. */
export const badInput = (message: string, details?: ErrorDetails): AmtlError =>
  new AmtlError(ExitCode.badInput, message, details);

/** Exit code 4: the environment lacks something (data, encoder, engine, disk, network). */
export const lacking = (message: string, details?: ErrorDetails): AmtlError =>
  new AmtlError(ExitCode.lacking, message, details);

/** Exit code 1: a run or a check failed. */
export const failed = (message: string, details?: ErrorDetails): AmtlError =>
  new AmtlError(ExitCode.failed, message, details);

/** Message, place, expectation and remedy on separate lines, as the command line shows them. */
export function describeError(error: unknown): string {
  if (!(error instanceof AmtlError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { where, expected, got, fix } = error.details;
  const lines = [error.message];
  if (where !== undefined) lines.push(`  where:    ${where}`);
  if (expected !== undefined) lines.push(`  expected: ${expected}`);
  if (got !== undefined) lines.push(`  got:      ${got}`);
  if (fix !== undefined) lines.push(`  fix:      ${fix}`);
  return lines.map(cutOff).join("\n");
}

/** Characters of a line: what was read may be as long as its file. */
const LONGEST = 2000;

const cutOff = (line: string): string =>
  line.length > LONGEST ? `${line.slice(0, LONGEST - 3)}...` : line;
