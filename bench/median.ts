const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const ordered = sorted(values);
  const half = ordered.length >> 1;
  return ordered.length % 2 === 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
}

/**
 * What the median of the values' distribution does not exceed, with at least the confidence asked for and whatever the
 * distribution: the k-th smallest of n values lies below that median only when k or more of them do, and their number
 * is binomial with probability 1/2. So k is the least with P(Bin(n, 1/2) < k) ≥ confidence, 15 of 20 values for 95 %.
 * Infinity where there are too few values (below 5 for 95 %).
 */
export function upperBoundOfMedian(values: readonly number[], confidence = 0.95): number {
  const ordered = sorted(values);
  const n = ordered.length;
  let chance = 2 ** -n;
  let below = 0;
  for (let k = 1; k <= n; k++) {
    below += chance;
    if (below >= confidence) return ordered[k - 1];
    chance *= (n - k + 1) / k;
  }
  return Infinity;
}
