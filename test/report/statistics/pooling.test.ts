import assert from "node:assert/strict";
import { bartlett, pooledDeviation } from "../../../src/report/statistics/pooling.js";
import { sampleOf } from "../../../src/report/statistics/sample.js";

describe("pooled deviation", () => {
  it("weighs rows by their degrees of freedom and skips single seeds", () => {
    const pooled = pooledDeviation([
      { mean: 70, sd: 0.3, n: 5 },
      { mean: 71, sd: 0.5, n: 3 },
      { mean: 72, sd: 0, n: 1 },
    ]);
    assert.ok(pooled !== null);
    assert.ok(Math.abs(pooled.sd - Math.sqrt((4 * 0.09 + 2 * 0.25) / 6)) < 1e-12);
    assert.deepEqual([pooled.df, pooled.rows], [6, 2]);
    assert.equal(pooledDeviation([{ mean: 1, sd: 0, n: 1 }]), null);
  });

  // R, bartlett.test(count ~ spray, InsectSprays).
  it("tests homogeneity as R does", () => {
    const sprays = [
      [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
      [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
      [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
      [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
      [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4],
      [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13],
    ];
    const test = bartlett(sprays.map(sampleOf));
    assert.ok(test !== null);
    assert.ok(Math.abs(test.statistic - 25.95983) < 1e-5);
    assert.equal(test.df, 5);
    assert.ok(Math.abs(test.p - 9.085122e-5) < 1e-10);
  });

  it("has no test of one row or of constant rows, and rejects one constant row among others", () => {
    assert.equal(bartlett([{ mean: 1, sd: 1, n: 5 }]), null);
    assert.equal(
      bartlett([
        { mean: 1, sd: 0, n: 5 },
        { mean: 1, sd: 0, n: 5 },
      ]),
      null,
    );
    const one = bartlett([
      { mean: 1, sd: 0, n: 5 },
      { mean: 1, sd: 1, n: 5 },
    ]);
    assert.equal(one?.p, 0);
  });
});
