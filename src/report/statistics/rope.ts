import { tCdf } from "./distributions.js";
import { meanOf, varianceOf } from "./sample.js";

/** What is believed of a mean difference: Student's distribution around `mean`. */
export interface Posterior {
  readonly mean: number;
  /** The square of its scale. */
  readonly variance: number;
  readonly df: number;
}

/** Shares of the posterior below, within and above the region of practical equivalence. */
export interface RopeShares {
  readonly worse: number;
  readonly equal: number;
  readonly better: number;
}

/**
 * Posterior of the mean of b - a under the correlated t model (Corani and Benavoli 2015): values of one training set
 * that were split `folds` ways correlate with 1/folds.
 *
 * @param correlation between values that share training data; 0 for independent runs.
 */
export function posteriorOf(
  a: readonly number[],
  b: readonly number[],
  correlation: number,
): Posterior {
  const differences = b.map((value, at) => value - a[at]);
  const n = differences.length;
  return {
    mean: meanOf(differences),
    variance: varianceOf(differences) * (1 / n + correlation / (1 - correlation)),
    df: n - 1,
  };
}

/** @param margin half of the region's width. */
export function ropeShares({ mean, variance, df }: Posterior, margin: number): RopeShares {
  const scale = Math.sqrt(variance);
  const worse = tCdf((-margin - mean) / scale, df);
  const notBetter = tCdf((margin - mean) / scale, df);
  return { worse, equal: notBetter - worse, better: 1 - notBetter };
}
