import { meanOf, varianceOf } from "./sample.js";
import { logGamma, tQuantile } from "./distributions.js";
import type { Interval } from "./estimate.js";

/** How far several measurements of one thing agree (Belz 2022): quantified reproducibility. */
export interface Degree {
  readonly mean: number;
  /** Standard deviation, freed of the bias that few values give it (s / c4). */
  readonly sd: number;
  readonly sdInterval: Interval;
  /** CV*, in percent of the mean: the smaller the more reproducible. */
  readonly cv: number;
}

/** @param values two at least, with a mean that is not zero. */
export function degreeOf(values: readonly number[]): Degree {
  const n = values.length;
  const mean = meanOf(values);
  const s = Math.sqrt(varianceOf(values));
  const c4 = Math.sqrt(2 / (n - 1)) * Math.exp(logGamma(n / 2) - logGamma((n - 1) / 2));
  const sd = s / c4;
  // The standard error of the variance, s² √(2 / (n - 1)), brought to the deviation's scale.
  const half = (tQuantile(0.975, n - 1) * s ** 2) / (sd * Math.sqrt(2 * (n - 1)));
  return {
    mean,
    sd,
    sdInterval: [sd - half, sd + half],
    cv: ((1 + 1 / (4 * n)) * 100 * sd) / Math.abs(mean),
  };
}
