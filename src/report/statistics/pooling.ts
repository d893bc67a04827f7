import { chiSquareAbove } from "./distributions.js";
import type { Sample } from "./sample.js";

/** A deviation that several rows share. */
export interface PooledDeviation {
  readonly sd: number;
  readonly df: number;
  /** How many rows it was pooled over. */
  readonly rows: number;
}

/** Samples that say something about a deviation. */
const spread = (samples: readonly Sample[]): readonly Sample[] => samples.filter(({ n }) => n >= 2);

/** √(Σ (n-1) sd² / Σ (n-1)); null where no row has two values. */
export function pooledDeviation(samples: readonly Sample[]): PooledDeviation | null {
  const used = spread(samples);
  if (used.length === 0) return null;
  const df = used.reduce((sum, { n }) => sum + n - 1, 0);
  const squares = used.reduce((sum, { sd, n }) => sum + (n - 1) * sd ** 2, 0);
  return { sd: Math.sqrt(squares / df), df, rows: used.length };
}

/**
 * Bartlett's test of one deviation in all rows (Bartlett 1937). It takes values to be normal; where they are not it
 * rejects more often, which costs power and no truth: rows that are not pooled keep their own deviation.
 *
 * @returns the statistic, its degrees of freedom and p; null where fewer than two rows have two values, and where
 *   all rows are constant.
 */
export function bartlett(
  samples: readonly Sample[],
): { readonly statistic: number; readonly df: number; readonly p: number } | null {
  const used = spread(samples);
  const pooled = pooledDeviation(used);
  if (pooled === null || used.length < 2 || pooled.sd === 0) return null;
  const df = used.length - 1;
  const logs = used.reduce((sum, { sd, n }) => sum + (n - 1) * Math.log(sd ** 2), 0);
  const inverse = used.reduce((sum, { n }) => sum + 1 / (n - 1), 0);
  const correction = 1 + (inverse - 1 / pooled.df) / (3 * df);
  const statistic = (pooled.df * Math.log(pooled.sd ** 2) - logs) / correction;
  return { statistic, df, p: statistic === Infinity ? 0 : chiSquareAbove(statistic, df) };
}
