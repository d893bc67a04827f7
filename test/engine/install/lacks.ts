import assert from "node:assert/strict";
import { AmtlError, ExitCode } from "../../../src/base/errors.js";

/** For assert.throws: the environment lacks something, and message, remedy and place say what. */
export const lacks =
  (message: RegExp) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof AmtlError, String(error));
    assert.equal(error.exitCode, ExitCode.lacking);
    assert.match(
      `${error.message} ${error.details.fix ?? ""} ${error.details.where ?? ""}`,
      message,
    );
    return true;
  };
