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
export const tQuantile = (p: number, df: number): number =>
  df === Infinity ? phiInverse(p) : studentQuantile(p, df);

/** P(X > x) of the chi-squared distribution. */
export const chiSquareAbove = (x: number, df: number): number => 1 - chiSquare(x, df);
