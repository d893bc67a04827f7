import assert from "node:assert/strict";
import { badInput, describeError } from "../../src/base/errors.js";

describe("a user's error as people read it", () => {
  it("has a line for each part, none longer than a screen", () => {
    const error = badInput("Invalid file", { where: "a.json", got: "x".repeat(100_000) });
    const [head, where, got, ...more] = describeError(error).split("\n");
    assert.deepEqual([head, where, more], ["Invalid file", "  where:    a.json", []]);
    assert.match(got, /^ {2}got: {6}x+\.\.\.$/);
    assert.equal(got.length, 2000);
  });
});
