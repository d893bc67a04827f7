import { phi, tQuantile } from "../statistics/distributions.js";
import { overDeviation } from "../statistics/sample-deviation.js";
import { limits } from "./decide.js";
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
 * @param level at which the cell is tested.
 */
export function decidedWith(
  cell: Undecided,
  seeds: number,
  level: number,
  { margin, paperSeeds }: Pick<VerdictSettings, "margin" | "paperSeeds">,
): number {
  const { difference, rounding, n, sd, df } = cell;
  const more = seeds - n;
  const t = tQuantile(1 - level, df + more);
  const spread = Math.sqrt(1 / seeds + 1 / paperSeeds);
  return overDeviation(
    df,
    (ratio) => {
      const sigma = sd / Math.max(ratio, 1e-9);
      const later = Math.sqrt((df * sd ** 2 + more * sigma ** 2) / (df + more));
      const half = t * later * spread + rounding;
      const { equivalent, different } = limits(half, margin);
      const moves = Math.max(sigma * Math.sqrt(1 / n - 1 / seeds), 1e-9);
      const below = (bound: number): number => phi((bound - difference) / moves);
      const within = equivalent <= 0 ? 0 : below(equivalent) - below(-equivalent);
      return within + (1 - below(different)) + below(-different);
    },
    60,
  );
}

/** Numbers of seeds to try: every one at first, then ever fewer. */
const seedNumbers = (most: number): readonly number[] => {
  const numbers: number[] = [];
  for (let n = 2; n < most; n = Math.max(n + 1, Math.floor(n * 1.25))) numbers.push(n);
  return [...numbers, most];
};

/** What further seeds do for one cell. */
export interface Forecast {
  /** The smallest number of seeds, in every open cell, that decides this one with the power asked for; null: none. */
  readonly seeds: number | null;
  /** Probability that the most seeds decide it, and the level at which it is tested with them. */
  readonly last: number;
  readonly lastLevel: number;
}

/**
 * What the same number of seeds in every open cell decides. Holm's correction divides alpha among the cells that are
 * still open: the fewer are expected to be, the easier it gets for the rest.
 */
export function forecasts(
  cells: readonly Undecided[],
  settings: VerdictSettings,
): readonly Forecast[] {
  const seeds = cells.map((): number | null => null);
  let levels: readonly number[] = [];
  let last: readonly number[] = [];
  for (const n of seedNumbers(settings.mostSeeds)) {
    const at = decidedTogether(cells, n, settings);
    [levels, last] = [at.levels, at.decided];
    at.decided.forEach((probability, cell) => {
      if (probability >= settings.power && n > cells[cell].n) seeds[cell] ??= n;
    });
  }
  return cells.map((_, at) => ({ seeds: seeds[at], last: last[at], lastLevel: levels[at] }));
}

/** Probability of each cell to be decided with n seeds everywhere, and the level at which it is tested then. */
function decidedTogether(
  cells: readonly Undecided[],
  seeds: number,
  settings: VerdictSettings,
): { readonly decided: readonly number[]; readonly levels: readonly number[] } {
  let decided: readonly number[] = cells.map(() => 0);
  let levels: readonly number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const open = decided.reduce((sum, probability) => sum + 1 - probability, 0);
    levels = decided.map((own) => settings.alpha / (1 + open - (1 - own)));
    decided = cells.map((cell, at) =>
      decidedWith(cell, Math.max(seeds, cell.n), levels[at], settings),
    );
  }
  return { decided, levels };
}

/** The number of open cells and their levels settle in so many rounds. */
const ROUNDS = 4;

/** The smallest margin at which so many seeds in all would decide, to two decimals. */
export function smallestMargin(
  cell: Undecided,
  seeds: number,
  level: number,
  settings: VerdictSettings,
): number {
  const decided = (margin: number): boolean =>
    decidedWith(cell, seeds, level, { ...settings, margin }) >= settings.power;
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
