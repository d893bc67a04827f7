/** A mean over seeds. */
export interface Aggregate {
  readonly mean: number;
  /** The sample's standard deviation (n - 1); null for a single seed, which has none. */
  readonly std: number | null;
  readonly n: number;
  /** The value of each seed. */
  readonly values: readonly number[];
}

/** Mean and sample standard deviation; null of nothing. */
export function aggregate(values: readonly number[]): Aggregate | null {
  const n = values.length;
  if (n === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, std: null, n, values };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (n - 1)), n, values };
}
