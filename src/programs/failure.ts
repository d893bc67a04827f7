import { describeError, type AmtlError } from "../base/errors.js";
import type { FailureKind } from "../contract/event.js";
import type { WorkerExit } from "../contract/worker.js";

/** What a worker of the user's did wrong, or what befell it, in words that say what to do. */
export class WorkerFailure extends Error {
  override readonly name = "WorkerFailure";
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
export class WorkerEnded extends Error {
  override readonly name = "WorkerEnded";
  constructor(readonly exit: WorkerExit) {
    super(`The worker ended with ${exit.signal ?? `code ${exit.code}`}`);
  }
}

/** The page that says what a worker has to do. */
export const MANUAL = "docs/worker-protocol.md";

/** The worker broke its contract. */
export const broken = (error: AmtlError): WorkerFailure =>
  new WorkerFailure("protocol", describeError(error), error);
