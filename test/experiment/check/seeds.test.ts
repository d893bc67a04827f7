import assert from "node:assert/strict";
import { AmtlError } from "../../../src/base/errors.js";
import { parseSeeds } from "../../../src/experiment/check/seeds.js";

const fixOf = (text: string): string | null => {
  try {
    parseSeeds(text);
  } catch (error) {
    assert.ok(error instanceof AmtlError && error.exitCode === 2, text);
    return error.details.fix ?? "";
  }
  return null;
};

describe("--seeds", () => {
  it("are whole numbers joined by commas", () => {
    assert.deepEqual(parseSeeds("5"), [5]);
    assert.deepEqual(parseSeeds("5, 42,0"), [5, 42, 0]);
  });

  it("in another form are refused with the right one", () => {
    for (const text of ["5 42", "5;42", "[5, 42]", "5,,42", "5,42,", "5,42,5"])
      assert.equal(fixOf(text), "--seeds 5,42", text);
    assert.equal(fixOf("1-5"), "--seeds 1,2,3,4,5");
  });

  it("that are no such numbers are refused", () => {
    for (const text of ["", "x", "-1", "1e3", "5.0", "9-1", "1-1000", "99999999999999999999"])
      assert.equal(fixOf(text), "", text);
  });
});
