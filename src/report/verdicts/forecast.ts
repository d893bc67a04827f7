import { phi, tQuantile } from "../statistics/distributions.js";
import { overDeviation } from "../statistics/sample-deviation.js";
import type { TestLevels } from "./judgement.js";
import type { VerdictSettings } from "./settings.js";

/** What is known of a cell that is not decided yet. */
export interface Undecided {
  /** Our mean minus the printed one. */
  readonly difference: number;
  readonly rounding: number;
  /** Our seeds. */
  readonly n: number;
  /** Deviation over seeds, and the degrees of freedom that it was estimated with. */
  readonly sd: number;
  readonly df: number;
}

/**
 * Probability that the cell is decided with n seeds in all: the printed number stays, our mean will move as the seeds
 * so far let expect (nothing is believed beforehand of the difference nor of the deviation).
 *
 * @param levels at which the cell is tested.
 */
export function decidedWith(
  cell: Undecided,
  seeds: number,
  levels: TestLevels,
  { margin, paperSeeds }: Pick<VerdictSettings, "margin" | "paperSeeds">,
): number {
  const { difference, rounding, n, sd, df } = cell;
  const more = seeds - n;
  const [near, far] = [levels.equivalent, levels.different].map((level) =>
    tQuantile(1 - level, df + more),
  );
  const spread = Math.sqrt(1 / seeds + 1 / paperSeeds);
  const probability = overDeviation(
    df,
    (ratio) => {
      const sigma = sd / Math.max(ratio, 1e-9);
      const later = Math.sqrt((df * sd ** 2 + more * sigma ** 2) / (df + more));
      const equivalent = margin - near * later * spread - rounding;
      const different = margin + far * later * spread + rounding;
      const moves = Math.max(sigma * Math.sqrt(1 / n - 1 / seeds), 1e-9);
      const below = (bound: number): number => phi((bound - difference) / moves);
      const within = equivalent <= 0 ? 0 : below(equivalent) - below(-equivalent);
      return within + (1 - below(different)) + below(-different);
    },
    60,
  );
  // The integral's own error.
  return Math.min(1, Math.max(0, probability));
}

/** Numbers of seeds to try: every one at first, then ever fewer. */
const seedNumbers = (most: number): readonly number[] => {
  const numbers: number[] = [];
  for (let n = 2; n < most; n = Math.max(n + 1, Math.floor(n * 1.25))) numbers.push(n);
  return [...numbers, most];
};

/** What further seeds do for one cell. */
export interface Forecast {
  /** The smallest number of seeds that decides it with the power asked for; null: none. */
  readonly seeds: number | null;
  /** Probability that as many as anyone would run decide it. */
  readonly chance: number;
  /** Probability that the most seeds decide it. */
  readonly last: number;
}

/** What more seeds of an open cell decide, at the levels at which it is tested now. */
export function forecast(cell: Undecided, levels: TestLevels, settings: VerdictSettings): Forecast {
  const probabilityWith = (n: number): number =>
    decidedWith(cell, Math.max(n, cell.n), levels, settings);
  const [chance, last] = [
    probabilityWith(settings.practicalSeeds),
    probabilityWith(settings.mostSeeds),
  ];
  if (last < settings.hope) return { seeds: null, chance, last };
  const seeds = seedNumbers(settings.mostSeeds).find(
    (n) => n > cell.n && probabilityWith(n) >= settings.power,
  );
  return { seeds: seeds ?? null, chance, last };
}

/** The smallest margin at which so many seeds in all would decide, to two decimals. */
export function smallestMargin(
  cell: Undecided,
  seeds: number,
  levels: TestLevels,
  settings: VerdictSettings,
): number {
  const decided = (margin: number): boolean =>
    decidedWith(cell, seeds, levels, { ...settings, margin }) >= settings.power;
  // Small margins are decided, too: a difference that is plainly there is beyond them. Only larger ones are of use.
  let [low, high] = [settings.margin, settings.margin * 2];
  while (!decided(high)) [low, high] = [high, high * 2];
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (decided(middle)) high = middle;
    else low = middle;
  }
  return Math.ceil(high * 100) / 100;
}
