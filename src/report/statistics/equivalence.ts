import { intervalOf, type Estimate, type Interval } from "./estimate.js";
import { tCdf } from "./distributions.js";

/** Two one-sided tests (Schuirmann 1987; Lakens 2017): is a difference within bounds? */
export interface Tost {
  /** Against the lower bound: the difference lies above it. */
  readonly lower: { readonly t: number; readonly p: number };
  /** Against the upper bound: the difference lies below it. */
  readonly upper: { readonly t: number; readonly p: number };
  /** The larger of both: significant at alpha exactly where the interval lies within the bounds. */
  readonly p: number;
  /** With a level of 1 - 2 alpha. */
  readonly interval: Interval;
}

/** @param alpha of each of the two tests. */
export function tost(estimate: Estimate, [low, high]: Interval, alpha = 0.05): Tost {
  const { value, se, df } = estimate;
  const above = (value - low) / se;
  const below = (value - high) / se;
  const lower = { t: above, p: tCdf(-above, df) };
  const upper = { t: below, p: tCdf(below, df) };
  return {
    lower,
    upper,
    p: Math.max(lower.p, upper.p),
    interval: intervalOf(estimate, 1 - 2 * alpha),
  };
}

/** p of the hypothesis that a difference is at most `margin` in size, against: it is beyond. */
export const beyond = ({ value, se, df }: Estimate, margin: number): number =>
  tCdf((margin - Math.abs(value)) / se, df);
