import { describeError, type AmtlError } from "../base/errors.js";
import type { FailureKind } from "../contract/event.js";
import type { ProcessExit } from "../contract/worker.js";

/** What a user's program did wrong, or what happened to it, with advice. */
export class ProgramFailure extends Error {
  override readonly name = "ProgramFailure";
  constructor(
    readonly kind: FailureKind,
    message: string,
    /** The same in parts, where there are any. */
    override readonly cause?: AmtlError,
  ) {
    super(message);
  }
}

/**
 * It ended by itself, and not well. Whoever started us judges that as it would a worker of its own: by how the process
 * ended, and by what it left on standard error.
 */
export class ProgramEnded extends Error {
  override readonly name = "ProgramEnded";
  constructor(readonly exit: ProcessExit) {
    super(`The program ended with ${exit.signal ?? `code ${exit.code}`}`);
  }
}

/** The page that says what a program has to do. */
export const MANUAL = "docs/worker-protocol.md";

/** The program broke its contract. */
export const broken = (error: AmtlError): ProgramFailure =>
  new ProgramFailure("protocol", describeError(error), error);
