import { tQuantile } from "./distributions.js";
import type { Interval } from "./estimate.js";
import type { Sample } from "./sample.js";

/**
 * Where the mean of m further draws falls with probability `level`: mean ± t(n - 1) · sd · √(1/n + 1/m).
 * A printed mean of five seeds is such a mean; an interval of single draws (m = 1) is too wide for it.
 */
export function predictionInterval(
  { mean, sd, n }: Sample,
  m: number,
  level: number,
  df = n - 1,
): Interval {
  const half = tQuantile((1 + level) / 2, df) * sd * Math.sqrt(1 / n + 1 / m);
  return [mean - half, mean + half];
}

/**
 * Where a replication's estimate falls with probability `level`, given an original estimate (Patil, Peng and Leek 2016).
 * Both are normal with known standard errors.
 */
export function replicationInterval(
  original: number,
  originalSe: number,
  replicationSe: number,
  z: number,
): Interval {
  const half = z * Math.hypot(originalSe, replicationSe);
  return [original - half, original + half];
}
