import assert from "node:assert/strict";
import { DEEPEST, isTooDeep } from "../../src/base/nesting.js";
import { parseJson } from "../../src/base/read-json.js";
import { json } from "../../src/base/shape.js";

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

describe("a nested value", () => {
  it("is too deep where functions that call themselves would not come to its end", () => {
    assert.equal(isTooDeep(JSON.parse(nested(DEEPEST))), false);
    assert.equal(isTooDeep(JSON.parse(nested(DEEPEST + 1))), true);
    assert.equal(isTooDeep(JSON.parse(`{"a": ${nested(200_000)}}`)), true);
    for (const flat of [null, 1, "[", {}]) assert.equal(isTooDeep(flat), false);
  });

  it("is a damaged file of the store where any JSON may stand", () => {
    assert.deepEqual(parseJson(nested(200_000), json), {
      state: "damaged",
      why: "it is nested too deep",
    });
  });
});
