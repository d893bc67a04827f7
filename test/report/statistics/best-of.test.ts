import assert from "node:assert/strict";
import fc from "fast-check";
import { bestOfNormal, bestOfToReach } from "../../../src/report/statistics/best-of.js";

describe("the best of some seeds", () => {
  it("reaches a number with as few as are needed, and with none where the most do not", () => {
    const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(double(-1, 4), double(0, 2), (printed, sd) => {
        const reaches = (k: number): boolean => sd * bestOfNormal(k) >= printed;
        const found = bestOfToReach(printed, { mean: 0, sd });
        const all = Array.from({ length: 100 }, (_, at) => at + 1);
        assert.equal(found, all.find(reaches) ?? null);
      }),
    );
  });
});
