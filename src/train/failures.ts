import { AmtlError, describeError, ExitCode } from "../base/errors.js";
import { OUT_OF_MEMORY, outOfMemory } from "../base/out-of-memory.js";
import { NotANumber } from "../base/not-a-number.js";
import { ProgramFailure } from "../programs/failure.js";
import type { FailureKind } from "../contract/event.js";

/** Someone asked the worker to stop, or another attempt took its run over. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/**
 * Describes the end of an attempt in the words of the command line, place and remedy included.
 * @returns null for a bug, whose stack goes to standard error.
 */
export function describeFailure(
  error: unknown,
): { readonly kind: FailureKind; readonly message: string; readonly code: ExitCode } | null {
  if (error instanceof NotANumber) {
    return { kind: "not-a-number", message: error.message, code: ExitCode.failed };
  }
  if (error instanceof ProgramFailure) {
    const code = error.kind === "environment" ? ExitCode.lacking : ExitCode.failed;
    return { kind: error.kind, message: error.message, code };
  }
  const message = error instanceof Error ? error.message : String(error);
  const memory = OUT_OF_MEMORY.exec(message)?.[0];
  if (memory !== undefined) {
    const text = describeError(outOfMemory(memory.trim()));
    return { kind: "out-of-memory", message: text, code: ExitCode.failed };
  }
  if (!(error instanceof AmtlError)) return null;
  const kind = error.exitCode === ExitCode.badInput ? "bad-input" : "environment";
  return { kind, message: describeError(error), code: error.exitCode };
}
