import { intervalOf, type Interval } from "./statistics/estimate.js";

/** A mean over seeds. */
export interface Aggregate {
  readonly mean: number;
  /** The sample's standard deviation (n - 1); null for a single seed, which has none. */
  readonly std: number | null;
  readonly n: number;
  /** 95 % interval of the mean by Student's t, from these seeds alone; null for a single one. */
  readonly interval: Interval | null;
  /** The value of each seed. */
  readonly values: readonly number[];
}

/** Mean and sample standard deviation; null of nothing. */
export function aggregate(values: readonly number[]): Aggregate | null {
  const n = values.length;
  if (n === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, std: null, n, interval: null, values };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const std = Math.sqrt(squares / (n - 1));
  const interval = intervalOf({ value: mean, se: std / Math.sqrt(n), df: n - 1 }, 0.95);
  return { mean, std, n, interval, values };
}
