import assert from "node:assert/strict";
import { ExitCode, type AmtlError } from "../../../src/base/errors.js";

/** For assert.throws: the environment lacks something, and message, remedy and place say what. */
export const lacks =
  (message: RegExp) =>
  (error: unknown): boolean => {
    // By name, since a loader that compiles on the fly may give a lazily imported module its own class.
    assert.ok(error instanceof Error && error.name === "AmtlError", String(error));
    const { exitCode, details } = error as Error & Pick<AmtlError, "exitCode" | "details">;
    assert.equal(exitCode, ExitCode.lacking);
    assert.match(`${error.message} ${details.fix ?? ""} ${details.where ?? ""}`, message);
    return true;
  };
