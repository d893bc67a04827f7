import assert from "node:assert/strict";
import { AmtlError, ExitCode } from "../../../src/base/errors.js";

/** For assert.rejects: an error of the environment (exit code 4) whose message and details match. */
export const isLacking =
  (message: RegExp, details: { readonly got?: RegExp; readonly fix?: RegExp } = {}) =>
  (error: unknown): true => {
    assert.ok(error instanceof AmtlError, String(error));
    assert.equal(error.exitCode, ExitCode.lacking);
    assert.match(error.message, message);
    if (details.got !== undefined) assert.match(error.details.got ?? "", details.got);
    if (details.fix !== undefined) assert.match(error.details.fix ?? "", details.fix);
    return true;
  };
