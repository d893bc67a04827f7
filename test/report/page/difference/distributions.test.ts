import assert from "node:assert/strict";
import fc from "fast-check";
import * as page from "../../../../src/report/page/difference/distributions.js";
import * as program from "../../../../src/report/statistics/distributions.js";

const degrees = fc.double({ min: 1, max: 200, noNaN: true });

describe("Student's distribution in a page", () => {
  it("is the program's to eight digits, tails included", () => {
    fc.assert(
      fc.property(degrees, fc.double({ min: -40, max: 40, noNaN: true }), (df, t) => {
        const [found, wanted] = [page.tCdf(t, df), program.tCdf(t, df)];
        assert.ok(Math.abs(found - wanted) <= 1e-8 * Math.min(wanted, 1) + 1e-15, `${found}`);
      }),
    );
  });

  it("has the program's quantiles", () => {
    fc.assert(
      fc.property(degrees, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (df, p) => {
        const [found, wanted] = [page.tQuantile(p, df), program.tQuantile(p, df)];
        assert.ok(Math.abs(found - wanted) <= 1e-8 * (1 + Math.abs(wanted)), `${found} ${wanted}`);
      }),
    );
  });
});
