import { phi, phiInverse, tQuantile } from "./distributions.js";
import { overDeviation } from "./sample-deviation.js";
import type { Interval } from "./estimate.js";

/**
 * Probability that two one-sided tests find a difference within bounds, exact for normal values (Owen's Q by
 * integration over the sample's deviation).
 *
 * @param difference the true one. @param se its true standard error. @param df those with which the error is estimated.
 */
export function tostPower(
  difference: number,
  se: number,
  df: number,
  [low, high]: Interval,
  alpha = 0.05,
): number {
  const t = tQuantile(1 - alpha, df);
  const share = (ratio: number): number =>
    Math.max(
      0,
      phi((high - difference) / se - t * ratio) - phi((low - difference) / se + t * ratio),
    );
  return df === Infinity ? share(1) : overDeviation(df, share);
}

/** Probability that a two-sided t test finds a difference of `shift` standard errors. */
export function tTestPower(shift: number, df: number, alpha = 0.05): number {
  const t = tQuantile(1 - alpha / 2, df);
  const share = (ratio: number): number => phi(shift - t * ratio) + phi(-shift - t * ratio);
  return df === Infinity ? share(1) : overDeviation(df, share);
}

/**
 * The effect, in deviations, that a study with n values an arm would find with a power of a third: what "small telescopes"
 * (Simonsohn 2015) measures a replication against.
 */
export function smallEffect(n: number): number {
  const known = smallEffects.get(n) ?? searchSmallEffect(n);
  smallEffects.set(n, known);
  return known;
}

/** Every cell of a report asks for that of the paper's seeds, and each takes thousands of integrals. */
const smallEffects = new Map<number, number>();

function searchSmallEffect(n: number): number {
  let [low, high] = [0, 20];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (tTestPower(middle * Math.sqrt(n / 2), 2 * n - 2) < 1 / 3) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * How many pairs a paired comparison needs (Miller 2024, section 5): (z_{α/2} + z_β)² ω² / δ², not rounded.
 *
 * @param difference δ to be found. @param variance ω² of the paired differences.
 */
export const pairsNeeded = (
  difference: number,
  variance: number,
  alpha = 0.05,
  power = 0.8,
): number => ((phiInverse(1 - alpha / 2) + phiInverse(power)) ** 2 * variance) / difference ** 2;
