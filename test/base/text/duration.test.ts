import assert from "node:assert/strict";
import { parseDuration } from "../../../src/base/text/duration.js";

describe("durations", () => {
  it("are read with their units", () => {
    const read = ["40h", "90m", "1h30m", "1.5h", "2d", "1d12h", "45s"].map(parseDuration);
    assert.deepEqual(read, [144_000, 5400, 5400, 5400, 172_800, 129_600, 45]);
  });

  it("are refused without a unit, in another order, and when nothing is left", () => {
    for (const text of ["", "40", "h", "30m1h", "1h 30m", "-1h", "0h", "1e3s", "40 h"]) {
      assert.equal(parseDuration(text), null, text);
    }
  });
});
