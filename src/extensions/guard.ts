import { AmtlError, badInput } from "../base/errors.js";
import { OUT_OF_MEMORY } from "../base/out-of-memory.js";
import { placeOf } from "./user-file.js";

/** A function of a user's file, for messages. */
export interface Guarded {
  /** "Loss", "Backbone". */
  readonly what: string;
  /** What the function should give. */
  readonly expected: string;
  /** Absolute path of the file that defines it. */
  readonly file: string;
  /** File and line of the thing, where the error names no line of the file. */
  readonly place: string;
}

/** What a user's function throws is an error of its file, unless memory ran short. */
export function guardedBy<T>({ what, expected, file, place }: Guarded, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof AmtlError || OUT_OF_MEMORY.test(message)) throw error;
    const at = placeOf(error, file);
    throw badInput(`${what} threw an error`, {
      where: at === file ? place : at,
      expected,
      got: message,
      cause: error,
    });
  }
}
