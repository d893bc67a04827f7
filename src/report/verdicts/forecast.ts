import { phi, tQuantile } from "../statistics/distributions.js";
import { meanOf, varianceOf } from "../statistics/sample.js";
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
 * How the differences of a table's cells lie that any number of our seeds would give: normal, as random effects.
 * What seeds so far say of one cell is drawn towards them, since the cells that stand out do so by chance, too.
 */
export interface Differences {
  readonly mean: number;
  readonly variance: number;
}

/**
 * The differences of a table's cells, by moments (empirical Bayes); null of fewer than three, of which nothing is
 * believed. Between cells vary what is truly different and the printed means' own seeds, which no seed of ours changes.
 */
export function differencesOf(
  cells: readonly Undecided[],
  { paperSeeds }: Pick<VerdictSettings, "paperSeeds">,
): Differences | null {
  if (cells.length < 3) return null;
  const values = cells.map(({ difference }) => difference);
  const ours = meanOf(cells.map(({ sd, n }) => sd ** 2 / n));
  const printed = meanOf(cells.map(({ sd }) => sd ** 2 / paperSeeds));
  return { mean: meanOf(values), variance: Math.max(printed, varianceOf(values) - ours) };
}

/**
 * Probability that the cell is decided with n seeds in all: the printed number stays, our mean will move as the seeds
 * so far let expect (nothing is believed beforehand of the deviation).
 *
 * @param levels at which the cell is tested.
 * @param others what the table's cells say of its difference; null: nothing is believed of it beforehand.
 */
export function decidedWith(
  cell: Undecided,
  seeds: number,
  levels: TestLevels,
  { margin, paperSeeds }: Pick<VerdictSettings, "margin" | "paperSeeds">,
  others: Differences | null = null,
): number {
  const { difference, rounding, n, sd, df } = cell;
  const more = seeds - n;
  const drawn = others === null ? 0 : sd ** 2 / n / (sd ** 2 / n + others.variance);
  const expected =
    difference - (more / seeds) * drawn * (others === null ? 0 : difference - others.mean);
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
      const variance = (more / seeds) ** 2 * ((1 - drawn) / n + 1 / Math.max(more, 1e-9));
      const moves = Math.max(sigma * Math.sqrt(variance), 1e-9);
      const below = (bound: number): number => phi((bound - expected) / moves);
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
export function forecast(
  cell: Undecided,
  levels: TestLevels,
  settings: VerdictSettings,
  others: Differences | null = null,
): Forecast {
  const probabilityWith = (n: number): number =>
    decidedWith(cell, Math.max(n, cell.n), levels, settings, others);
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
