import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { bestOf, bestOfNormal, bestOfToReach } from "../../../src/report/statistics/best-of.js";
import { violationRatio } from "../../../src/report/statistics/aso.js";
import { degreeOf } from "../../../src/report/statistics/degree.js";
import { tCdf, tQuantile } from "../../../src/report/statistics/distributions.js";
import { tost } from "../../../src/report/statistics/equivalence.js";
import {
  againstNumber,
  intervalOf,
  ofCorrelated,
  ofPairs,
  pooledDifference,
  tTest,
  welch,
} from "../../../src/report/statistics/estimate.js";
import { holm } from "../../../src/report/statistics/multiplicity.js";
import { falseAtLeast } from "../../../src/report/statistics/partial-conjunction.js";
import { pairsNeeded, smallEffect, tostPower } from "../../../src/report/statistics/power.js";
import {
  predictionInterval,
  replicationInterval,
} from "../../../src/report/statistics/prediction.js";
import { posteriorOf, ropeShares } from "../../../src/report/statistics/rope.js";
import { sampleOf } from "../../../src/report/statistics/sample.js";
import { scepticalP } from "../../../src/report/statistics/sceptical.js";
import { crossing, sequentialBounds } from "../../../src/report/statistics/sequential.js";

/** Equal to as many digits as were published. */
function near(got: number, published: string): void {
  const [mantissa, exponent = "0"] = published.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  const unit = 10 ** (Number(exponent) - decimals);
  assert.ok(
    Math.abs(got - Number(published)) <= 0.51 * unit + 1e-12 * Math.abs(got),
    `expected ${published}, got ${got}`,
  );
}

interface Quantiles {
  readonly quantiles: readonly {
    readonly df: number;
    readonly p: number;
    readonly quantile: number;
  }[];
}

describe("statistics, published values", () => {
  it("t: the quantiles of mpmath", () => {
    const file = join(projectRoot(), "test", "golden", "statistics", "t-quantiles.json");
    const { quantiles } = JSON.parse(readFileSync(file, "utf8")) as Quantiles;
    assert.equal(quantiles.length, 160);
    for (const { df, p, quantile } of quantiles) {
      const got = tQuantile(p, df);
      assert.ok(
        Math.abs(got - quantile) <= 1e-10 * Math.max(1, Math.abs(quantile)),
        `df ${df}, p ${p}: ${got}`,
      );
      assert.ok(Math.abs(tCdf(quantile, df) - p) <= 1e-10 * p, `cdf at df ${df}, p ${p}`);
    }
    near(tQuantile(0.975, Infinity), "1.959963985");
  });

  it("TOST of two means, Welch (TOSTER)", () => {
    const estimate = welch({ mean: 5.25, sd: 0.95, n: 95 }, { mean: 5.22, sd: 0.83, n: 89 });
    near(estimate.df, "181.1344");
    const { lower, upper, interval } = tost(estimate, [-0.384, 0.384]);
    near(lower.t, "3.153015");
    near(lower.p, "0.0009458745");
    near(upper.t, "-2.696056");
    near(upper.p, "0.003838994");
    near(interval[0], "-0.1870843");
    near(interval[1], "0.2470843");
  });

  it("TOST of one mean (TOSTER)", () => {
    const estimate = againstNumber({ mean: 0.54, sd: 1.2, n: 100 }, 0.5);
    const { lower, upper, interval } = tost(estimate, [-0.36, 0.36]);
    near(lower.t, "3.333333");
    near(lower.p, "0.0006040021");
    near(upper.t, "-2.666667");
    near(upper.p, "0.004474619");
    near(interval[0], "-0.1592469");
    near(interval[1], "0.2392469");
  });

  it("TOST of paired means (TOSTER)", () => {
    const a = { mean: 5.83, sd: 1.17, n: 65 };
    const b = { mean: 5.75, sd: 1.29, n: 65 };
    const estimate = ofCorrelated(a, b, 0.75);
    const bound = 0.4 * estimate.se * Math.sqrt(65);
    near(bound, "0.350782");
    const { lower, upper } = tost(estimate, [-bound, bound]);
    near(lower.t, "3.960381");
    near(upper.t, "-2.489426");
    assert.equal(estimate.df, 64);
  });

  it("TOST from data agrees with its summaries, paired and not", () => {
    const [a, b] = [
      [71.2, 71.9, 70.8, 71.4, 71.6],
      [71.0, 71.5, 70.9, 71.1, 71.7],
    ];
    const [x, y] = [sampleOf(a), sampleOf(b)];
    const r =
      a.reduce((sum, value, i) => sum + (value - x.mean) * (b[i] - y.mean), 0) / (4 * x.sd * y.sd);
    const [fromData, fromSummary] = [ofPairs(a, b), ofCorrelated(x, y, r)];
    assert.ok(Math.abs(fromData.se - fromSummary.se) < 1e-12);
    assert.equal(fromData.df, 4);
    // As many values each: pooled and Welch have one standard error and differ in their degrees of freedom only.
    assert.ok(Math.abs(pooledDifference(x, y).se - welch(x, y).se) < 1e-12);
    assert.equal(pooledDifference(x, y).df, 8);
    assert.ok(welch(x, y).df < 8);
  });

  // R package equivalence, data set clinic, var1, as statsmodels tests against it.
  it("TOST from data, Welch, pooled and paired (equivalence)", () => {
    const a = [
      2.84, 2.51, 2.41, 2.95, 3.14, 3.79, 4.14, 3.85, 3.02, 3.45, 5.37, 3.81, 4.19, 3.16, 3.84,
    ];
    const b = [
      2.6, 2.82, 2.18, 3.46, 4.01, 3.04, 3.47, 4.06, 2.91, 3.59, 4.51, 3.16, 3.86, 3.31, 3.02,
    ];
    const bounds = [-0.6, 0.6] as const;
    const unpaired = tost(welch(sampleOf(a), sampleOf(b)), bounds);
    near(unpaired.p, "0.04853083976237");
    near(unpaired.interval[0], "-0.2666862980723");
    near(unpaired.interval[1], "0.5960196314056");
    near(tost(pooledDifference(sampleOf(a), sampleOf(b)), bounds).p, "0.04827315100761");
    near(tost(ofPairs(a, b), bounds).p, "0.00316688148927");
  });

  it("Welch's t test (R, sleep)", () => {
    const estimate = welch(
      sampleOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]),
      sampleOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]),
    );
    const { t, p } = tTest(estimate);
    near(t, "-1.860813");
    near(estimate.df, "17.77647");
    near(p, "0.07939414");
    near(intervalOf(estimate, 0.95)[0], "-3.3654832");
    near(intervalOf(estimate, 0.95)[1], "0.2054832");
  });

  it("prediction interval of one draw (Montgomery and Runger)", () => {
    const [low, high] = predictionInterval({ mean: 13.71, sd: 3.55, n: 22 }, 1, 0.95);
    near(low, "6.1614");
    near(high, "21.2586");
  });

  it("prediction interval of the paper's means of five", () => {
    for (const [sd, half, single] of [
      [0.3, "0.53", "0.91"],
      [0.4, "0.70", "1.22"],
    ] as const) {
      near(predictionInterval({ mean: 0, sd, n: 5 }, 5, 0.95)[1], half);
      near(predictionInterval({ mean: 0, sd, n: 5 }, 1, 0.95)[1], single);
    }
  });

  it("prediction interval of a replication (ReplicationSuccess)", () => {
    const [low, high] = replicationInterval(1.959964, 1, 0, 1.959964);
    near(low, "0.000000");
    near(high, "3.919928");
  });

  it("CV* (Belz)", () => {
    const bleu = degreeOf([84.51, 84.5, 87.46, 85.6, 84.2, 86.61, 86.2]);
    near(bleu.cv, "1.5616560359100269");
    near(bleu.mean, "85.58285714");
    near(bleu.sd, "1.2904233075765223");
    near(bleu.sdInterval[0], "0.4514830");
    near(bleu.sdInterval[1], "2.1293636");
    for (const [values, cv] of [
      [[30.65, 30.65, 29.13, 30.65, 29.96], "2.487236"],
      [[87.5, 80.75, 89.36, 88.1, 89.64, 88.8], "4.176231"],
      [[31.11, 30.28, 31.11, 29.12], "3.572137"],
      [[0.428, 0.493, 0.426, 0.574, 0.579, 0.59, 0.574, 0.6], "14.633321"],
    ] as const) {
      near(degreeOf(values).cv, cv);
    }
  });

  it("Holm and the count of false hypotheses (replicability analysis)", () => {
    const p = [0.168, 0.297, 0.357, 0.019, 0.218, 0.001];
    const adjusted = holm(p);
    near(adjusted[5], "0.006");
    near(adjusted[3], "0.095");
    near(adjusted[0], "0.672");
    assert.deepEqual(
      adjusted.map((value) => value <= 0.05),
      [false, false, false, false, false, true],
    );
    assert.equal(falseAtLeast(p, 0.05, "bonferroni"), 1);
    assert.equal(falseAtLeast(p, 0.05, "fisher"), 2);
  });

  it("ROPE (baycomp)", () => {
    const small = posteriorOf([4, 2, 6], [5, 7, 3], 1 / 3);
    assert.equal(small.mean, 1);
    near(small.variance, String(16 * (1 / 3 + 1 / 2)));
    assert.equal(small.df, 2);
    const shares = ropeShares(posteriorOf([4, 2, 6, 4.5, 5.1], [5, 7, 3, 5.2, 5.0], 0.2), 0.5);
    near(shares.worse, "0.2802441");
    near(shares.equal, "0.1769950");
    near(shares.better, "0.5427609");
  });

  it("violation ratio of stochastic dominance (deep-significance)", () => {
    near(violationRatio([1, 2, 6], [2, 3, 4]), String(1 / 3));
    assert.equal(violationRatio([1, 2], [1, 2]), 0.5);
    assert.equal(violationRatio([3, 4], [1, 2]), 0);
    assert.equal(violationRatio([1, 2], [3, 4, 5]), 1);
  });

  it("the best of k (Harter; Dodge et al.)", () => {
    for (const [k, value] of [
      [2, "0.564190"],
      [3, "0.846284"],
      [5, "1.162964"],
      [10, "1.538753"],
    ] as const) {
      near(bestOfNormal(k), value);
    }
    const values = [0.8, 0.75, 0.9, 0.24, 0.45, 0.6, 0.65, 0.67, 0.49, 0.49, 0.59, 0.52, 0.78];
    for (const [k, value] of [
      [1, "0.610000"],
      [2, "0.704793"],
      [3, "0.750482"],
      [5, "0.798591"],
      [13, "0.860680"],
    ] as const) {
      near(bestOf(values, k), value);
    }
    assert.equal(bestOfToReach(73, { mean: 73.1, sd: 0.4 }), 1);
    assert.equal(bestOfToReach(73.5, { mean: 73.1, sd: 0.4 }), 4);
    assert.equal(bestOfToReach(80, { mean: 73.1, sd: 0.4 }), null);
  });

  it("sceptical p (ReplicationSuccess)", () => {
    near(scepticalP(2.33, 2.33, 1, 1), "0.0497216");
    near(scepticalP(Math.sqrt(12.19), Math.sqrt(3.99), 1, 2), "0.0829535");
    // The form for other variance ratios goes over into that for 1.
    near(scepticalP(2.33, 2.33, 1.000001, 1), "0.04972");
    assert.ok(scepticalP(2.33, -2.33, 1, 1) > 0.9);
  });

  it("pairs that a comparison needs (Miller)", () => {
    near(pairsNeeded(0.03, 1 / 9), "968.9975");
  });

  it("power of TOST (PowerTOST)", () => {
    const sd = Math.sqrt(Math.log(1 + 0.3 ** 2));
    const bounds = [Math.log(0.8), Math.log(1.25)] as const;
    near(tostPower(Math.log(0.95), sd * Math.sqrt(2 / 40), 38, bounds), "0.815845");
  });

  it("power of TOST against a printed mean of five", () => {
    const bounds = [-0.5, 0.5] as const;
    for (const [sd, n, share] of [
      [0.16, 3, "0.74"],
      [0.2, 5, "0.88"],
      [0.3, 5, "0.46"],
      [0.3, 20, "0.88"],
      [0.4, 50, "0.67"],
      [0.6, 20, "0.07"],
    ] as const) {
      near(tostPower(0, sd * Math.sqrt(1 / n + 1 / 5), n - 1, bounds), share);
    }
    near(tostPower(0, 0.4 * Math.sqrt(1 / 5), Infinity, bounds), "0.75");
    near(tostPower(0, 0.2 * Math.sqrt(1 / 3 + 1 / 5), 20, bounds), "0.90");
  });

  it("the effect for which a study had a power of a third (Simonsohn)", () => {
    near(smallEffect(20), "0.4959");
    near(smallEffect(10), "0.7220");
    near(smallEffect(5), "1.0969");
  });

  it("sequential bounds (Jennison and Turnbull)", () => {
    for (const [looks, pocock, obrien] of [
      [2, "2.178", "1.977"],
      [3, "2.289", "2.004"],
      [5, "2.413", "2.040"],
    ] as const) {
      const at = Array.from({ length: looks }, (_, look) => look + 1);
      near(sequentialBounds("pocock", at)[looks - 1], pocock);
      near(sequentialBounds("obrien-fleming", at)[looks - 1], obrien);
    }
    const seeds = [3, 5, 10, 15, 20];
    assert.ok(Math.abs(crossing(seeds, sequentialBounds("pocock", seeds)) - 0.05) < 1e-6);
    // Five looks at 1.96 err far more often than 5 %.
    assert.ok(
      crossing(
        seeds,
        seeds.map(() => 1.96),
      ) > 0.12,
    );
  });
});
