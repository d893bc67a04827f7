import { tCdf, tQuantile } from "../statistics/distributions.js";
import { ofPairs, welch, type Estimate } from "../statistics/estimate.js";
import type { DiffCell } from "./diff-cell.js";

/** Half of what two decimals leave open. */
const ROUNDING = 0.005;

/**
 * b - a with its standard error over seeds: paired where both sides know two seeds at least that they share, else
 * Welch's. Documents are the same on both sides. null where a side has no spread.
 */
export function differenceOf(a: DiffCell, b: DiffCell): Estimate | null {
  if (a.values !== null && b.values !== null) {
    const [left, right] = [a.values, b.values];
    const shared = [...left.keys()].filter((seed) => right.has(seed));
    if (shared.length > 1) {
      const of = (values: ReadonlyMap<number, number>): readonly number[] =>
        shared.map((seed) => values.get(seed) ?? NaN);
      return ofPairs(of(right), of(left));
    }
  }
  if (a.mean === null || b.mean === null || a.std === null || b.std === null) return null;
  if (a.seeds < 2 || b.seeds < 2) return null;
  return welch({ mean: b.mean, sd: b.std, n: b.seeds }, { mean: a.mean, sd: a.std, n: a.seeds });
}

/** The printed number, a mean of so many runs without a spread of its own, minus ours: our deviation does for both. */
export function fromPrinted(ours: DiffCell, printed: number, paperSeeds: number): Estimate | null {
  const { mean, std, seeds } = ours;
  if (mean === null || std === null || seeds < 2) return null;
  return { value: printed - mean, se: std * Math.sqrt(1 / seeds + 1 / paperSeeds), df: seeds - 1 };
}

/** Two-sided p of a difference that is no larger than the tolerance and what rounding hides. */
export function pBeyond({ value, se, df }: Estimate, tolerance: number): number {
  const excess = Math.abs(value) - tolerance - 2 * ROUNDING;
  if (excess <= 0) return 1;
  return se === 0 ? 0 : 2 * tCdf(-excess / se, df);
}

/** Half of the 95 % interval. */
export const halfOf = ({ se, df }: Estimate): number => (se === 0 ? 0 : tQuantile(0.975, df) * se);
