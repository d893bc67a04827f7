import { AmtlError } from "../../base/errors.js";
import { ProgramFailure } from "../failure.js";

/** One thing that the protocol asks of a program, and what this one did. */
export interface Point {
  readonly name: string;
  /** note: it is allowed, or could not be tried; `came` says what follows. */
  readonly outcome: "ok" | "not ok" | "note";
  readonly expected: string;
  readonly came: string;
}

export const ok = (name: string, expected: string, came: string): Point => ({
  name,
  outcome: "ok",
  expected,
  came,
});
export const notOk = (name: string, expected: string, came: string): Point => ({
  name,
  outcome: "not ok",
  expected,
  came,
});
export const note = (name: string, expected: string, came: string): Point => ({
  name,
  outcome: "note",
  expected,
  came,
});

/** A point that holds unless its attempt throws what a program can cause. */
export async function attemptPoint(
  name: string,
  expected: string,
  tryIt: () => string | Promise<string>,
): Promise<Point> {
  try {
    return ok(name, expected, await tryIt());
  } catch (error) {
    return failedPoint(name, expected, error);
  }
}

/** What a program caused, as its point says it. @throws whatever it did not cause. */
export function failedPoint(name: string, expected: string, error: unknown): Point {
  const cause = error instanceof ProgramFailure ? (error.cause ?? error) : error;
  if (cause instanceof AmtlError) {
    const { where, expected: asked = expected, got = cause.message } = cause.details;
    return notOk(name, asked, where === undefined ? got : `${got} (${where})`);
  }
  if (cause instanceof ProgramFailure) return notOk(name, expected, cause.message);
  throw error;
}
