import { meanOf, varianceOf, type Sample } from "./sample.js";
import { tCdf, tQuantile } from "./distributions.js";

/** A difference that was measured, and how well. */
export interface Estimate {
  readonly value: number;
  /** Standard error. */
  readonly se: number;
  /** Degrees of freedom of the standard error. */
  readonly df: number;
}

export type Interval = readonly [low: number, high: number];

/** A sample's mean against a fixed number. */
export const againstNumber = ({ mean, sd, n }: Sample, number: number): Estimate => ({
  value: mean - number,
  se: sd / Math.sqrt(n),
  df: n - 1,
});

/** a - b, pair by pair. @param a and b: as many values, two at least. */
export function ofPairs(a: readonly number[], b: readonly number[]): Estimate {
  const differences = a.map((value, at) => value - b[at]);
  const n = differences.length;
  return { value: meanOf(differences), se: Math.sqrt(varianceOf(differences) / n), df: n - 1 };
}

/** a - b of samples whose values are paired and correlate with r. */
export const ofCorrelated = (a: Sample, b: Sample, r: number): Estimate => ({
  value: a.mean - b.mean,
  se: Math.sqrt((a.sd ** 2 + b.sd ** 2 - 2 * r * a.sd * b.sd) / a.n),
  df: a.n - 1,
});

/** a - b of two samples with deviations of their own, with Welch's degrees of freedom. */
export function welch(a: Sample, b: Sample): Estimate {
  const [left, right] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  return {
    value: a.mean - b.mean,
    se: Math.sqrt(left + right),
    df: satterthwaite([
      [left, a.n - 1],
      [right, b.n - 1],
    ]),
  };
}

/** a - b of two samples with one deviation, pooled over both. */
export function pooledDifference(a: Sample, b: Sample): Estimate {
  const df = a.n + b.n - 2;
  const variance = ((a.n - 1) * a.sd ** 2 + (b.n - 1) * b.sd ** 2) / df;
  return { value: a.mean - b.mean, se: Math.sqrt(variance * (1 / a.n + 1 / b.n)), df };
}

/**
 * Degrees of freedom of a sum of independent variances (Satterthwaite 1946).
 * @param parts each variance with its own degrees of freedom.
 */
export function satterthwaite(parts: readonly (readonly [variance: number, df: number])[]): number {
  const total = parts.reduce((sum, [variance]) => sum + variance, 0);
  if (total === 0) return parts.reduce((sum, [, df]) => sum + df, 0);
  return total ** 2 / parts.reduce((sum, [variance, df]) => sum + variance ** 2 / df, 0);
}

/** The two-sided interval of an estimate. @param level 0.95 for a 95 % interval. */
export function intervalOf({ value, se, df }: Estimate, level: number): Interval {
  const half = tQuantile((1 + level) / 2, df) * se;
  return [value - half, value + half];
}

/** Student's t and its two-sided p against a difference of zero. */
export function tTest({ value, se, df }: Estimate): { readonly t: number; readonly p: number } {
  const t = value / se;
  return { t, p: 2 * tCdf(-Math.abs(t), df) };
}
