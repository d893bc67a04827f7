import { bestOfToReach } from "../statistics/best-of.js";
import { degreeOf } from "../statistics/degree.js";
import { intervalOf, type Interval } from "../statistics/estimate.js";
import { smallEffect } from "../statistics/power.js";
import { predictionInterval } from "../statistics/prediction.js";
import { ropeShares, type RopeShares } from "../statistics/rope.js";
import { meanOf } from "../statistics/sample.js";
import type { PooledDeviation } from "../statistics/pooling.js";
import { pValues } from "./decide.js";
import type { VerdictSettings } from "./settings.js";

/** What other criteria say of one cell: how far its verdict hangs on the criterion. Each for the cell alone. */
export interface CriteriaPanel {
  /** Two one-sided tests at 5 %, uncorrected. */
  readonly equivalent: boolean;
  /** Beyond the margin at 5 %, uncorrected. */
  readonly different: boolean;
  /** Where a mean of as many seeds as the paper's would fall, 95 %, and whether the printed one does. */
  readonly prediction: { readonly interval: Interval; readonly holds: boolean };
  /** The same for a single run, should the printed number be one. */
  readonly single: { readonly interval: Interval; readonly holds: boolean };
  /** Probabilities that ours is worse, practically equal, better. */
  readonly rope: RopeShares;
  /** CV* of our mean and the printed number, in percent. */
  readonly cv: number;
  /** Whether the difference is surely smaller than what the paper's seeds could have found with a power of a third. */
  readonly negligible: boolean;
  /** The smallest k whose best of k of our seeds is expected to reach the printed number; null: not the best of 100. */
  readonly bestOf: number | null;
}

/** @param values ours by seed; deviation: over seeds, own or pooled. */
export function criteriaPanel(
  values: readonly number[],
  printed: number,
  rounding: number,
  { sd, df }: PooledDeviation,
  { margin, paperSeeds }: Pick<VerdictSettings, "margin" | "paperSeeds">,
): CriteriaPanel {
  const n = values.length;
  const mean = meanOf(values);
  const value = mean - printed;
  const se = sd * Math.sqrt(1 / n + 1 / paperSeeds);
  const p = pValues({ value, se, df, rounding }, margin);
  const around = (m: number) => {
    const interval = predictionInterval({ mean, sd, n }, m, 0.95, df);
    const [low, high] = interval;
    return { interval, holds: low - rounding <= printed && printed <= high + rounding };
  };
  const [low, high] = intervalOf({ value, se, df }, 0.9);
  return {
    equivalent: p.equivalent < 0.05,
    different: p.different < 0.05,
    prediction: around(paperSeeds),
    single: around(1),
    rope: ropeShares({ mean: value, variance: Math.max(se, 1e-9) ** 2, df }, margin),
    cv: degreeOf([mean, printed]).cv,
    negligible: Math.max(-low, high) < smallEffect(paperSeeds) * sd,
    bestOf: bestOfToReach(printed - rounding, { mean, sd }),
  };
}

/** Of how many cells each criterion says that the number was reproduced. */
export interface CriteriaSum {
  readonly cells: number;
  readonly equivalent: number;
  readonly notDifferent: number;
  readonly prediction: number;
  readonly single: number;
  /** At least 95 % of the posterior within the margin. */
  readonly rope: number;
  readonly negligible: number;
}

export function criteriaSum(panels: readonly CriteriaPanel[]): CriteriaSum {
  const count = (holds: (panel: CriteriaPanel) => boolean): number => panels.filter(holds).length;
  return {
    cells: panels.length,
    equivalent: count(({ equivalent }) => equivalent),
    notDifferent: count(({ different }) => !different),
    prediction: count(({ prediction }) => prediction.holds),
    single: count(({ single }) => single.holds),
    rope: count(({ rope }) => rope.equal >= 0.95),
    negligible: count(({ negligible }) => negligible),
  };
}
