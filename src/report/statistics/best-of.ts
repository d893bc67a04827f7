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
  shares ??= Float64Array.from({ length: STEPS + 1 }, (_, i) => phi(i * WIDTH));
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const below = shares[i];
    const weight = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * (1 - below ** k - (1 - below) ** k);
  }
  return (sum * WIDTH) / 3;
}

const STEPS = 2000;
const WIDTH = 10 / STEPS;

/** Φ at the steps, which are the same for every k. */
let shares: Float64Array | undefined;

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
  const reaches = (k: number): boolean => mean + sd * bestOfNormal(k) >= printed;
  if (reaches(1)) return 1;
  if (most < 2 || !reaches(most)) return null;
  // The best of more is larger, and each k asked for takes an integral.
  let [below, above] = [1, most];
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (reaches(middle)) above = middle;
    else below = middle;
  }
  return above;
}
