import gammaln from "@stdlib/math-base-special-gammaln";
import chiSquare from "@stdlib/stats-base-dists-chisquare-cdf";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import studentCdf from "@stdlib/stats-base-dists-t-cdf";
import studentQuantile from "@stdlib/stats-base-dists-t-quantile";

/* The one place that loads @stdlib, whose hundreds of small files the build joins into this one. */

/** ln Γ(x). */
export const logGamma = (x: number): number => gammaln(x);

/** P(Z ≤ z) of the standard normal distribution. */
export const phi = (z: number): number => normalCdf(z, 0, 1);

/** The z below which a share p of the standard normal distribution lies. */
export const phiInverse = (p: number): number => normalQuantile(p, 0, 1);

/** P(T ≤ t) of Student's distribution. @param df degrees of freedom, fractions and infinity included. */
export const tCdf = (t: number, df: number): number =>
  df === Infinity ? phi(t) : studentCdf(t, df);

/** The t below which a share p of Student's distribution lies. @param df fractions and infinity included. */
export function tQuantile(p: number, df: number): number {
  if (df === Infinity) return phiInverse(p);
  const key = `${p} ${df}`;
  const known = quantiles.get(key) ?? studentQuantile(p, df);
  if (quantiles.size >= MOST_QUANTILES) quantiles.clear();
  quantiles.set(key, known);
  return known;
}

/** Cells of a report have few numbers of seeds, and each quantile takes a search. */
const quantiles = new Map<string, number>();
const MOST_QUANTILES = 10_000;

/** P(X > x) of the chi-squared distribution. */
export const chiSquareAbove = (x: number, df: number): number => 1 - chiSquare(x, df);
