import { phi } from "./distributions.js";

/**
 * Mean of the best of k draws from these values, with replacement (Dodge et al. 2019): what the best of k seeds gives.
 * @param k 1 or more.
 */
export function bestOf(values: readonly number[], k: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  return sorted.reduce((sum, value, at) => sum + value * (((at + 1) / n) ** k - (at / n) ** k), 0);
}

/** Mean of the largest of k standard normal draws: the expected best seed in deviations above the mean. */
export function bestOfNormal(k: number): number {
  const known = normalBests.get(k) ?? integrateBest(k);
  normalBests.set(k, known);
  return known;
}

/** Every cell of a report asks for the same few. */
const normalBests = new Map<number, number>();

function integrateBest(k: number): number {
  // ∫ z d(Φ^k) = ∫_0^∞ (1 - Φ(z)^k - Φ(-z)^k) dz, by Simpson's rule; beyond 10 nothing is left for any real k.
  const [steps, end] = [2000, 10];
  const width = end / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const below = phi(i * width);
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * (1 - below ** k - (1 - below) ** k);
  }
  return (sum * width) / 3;
}

/**
 * The smallest k whose expected best seed reaches a printed value: "0.6 above our mean is what the best of 4 of our
 * seeds would give". Seeds are taken as normal, since the best of k real ones never exceeds their largest.
 *
 * @returns 1 where the mean reaches it already; null where the best of `most` does not.
 */
export function bestOfToReach(
  printed: number,
  { mean, sd }: { readonly mean: number; readonly sd: number },
  most = 100,
): number | null {
  for (let k = 1; k <= most; k++) {
    if (mean + sd * bestOfNormal(k) >= printed) return k;
  }
  return null;
}
