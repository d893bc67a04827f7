import type { Verdict } from "../cell.js";
import type { Source } from "../paper/paper-table.js";
import { meanOf } from "../statistics/sample.js";
import { holm } from "../statistics/multiplicity.js";
import type { PooledDeviation } from "../statistics/pooling.js";
import { pValues } from "./decide.js";
import { deviationsOf } from "./deviation.js";
import { forecasts, smallestMargin, type Forecast, type Undecided } from "./forecast.js";
import { VERDICT_SETTINGS, type VerdictSettings } from "./settings.js";

/** A cell that may have a verdict. */
export interface VerdictCell {
  readonly id: string;
  /** Cells of one group share a deviation, where a test allows it: a column, whose rows are the same measurement. */
  readonly group: string;
  /** null: the paper prints none. */
  readonly printed: number | null;
  readonly decimals: number;
  readonly source: Source;
  /** Why the printed number cannot be trusted; null: nothing is known against it. */
  readonly suspect: string | null;
  /** Ours, by seed. */
  readonly values: readonly number[];
  /** What a further seed takes; null: not known. */
  readonly hoursPerSeed: number | null;
}

/** A verdict with what it rests on. */
export interface CellVerdict {
  readonly id: string;
  readonly verdict: Verdict;
  /** The deviation over seeds that was used; null where none was needed or known. */
  readonly deviation: PooledDeviation | null;
  /** p of both tests for the cell alone, before the table is corrected for; null where none was made. */
  readonly p: { readonly equivalent: number; readonly different: number } | null;
  /** Whether cells are decided at this level: the table's, shared among those that are not decided yet. */
  readonly level: number | null;
}

/**
 * Verdicts of a table's cells. Each is tested twice against the margin, with the standard error s √(1/n + 1/m): ours is
 * a mean of n, the printed one a mean of m without a spread, so our deviation has to do for both. Holm's correction
 * over the table keeps the probability of any wrong verdict below alpha: a cell has one true hypothesis of the two, and
 * is rejected by the smaller p.
 */
export function tableVerdicts(
  cells: readonly VerdictCell[],
  settings: VerdictSettings = VERDICT_SETTINGS,
): readonly CellVerdict[] {
  const deviations = deviationsByCell(cells);
  const tested = cells.flatMap((cell) => {
    const deviation = deviations.get(cell.id) ?? null;
    if (withoutTest(cell) !== null || cell.printed === null || deviation === null) return [];
    const n = cell.values.length;
    const difference = meanOf(cell.values) - cell.printed;
    const rounding = 0.5 * 10 ** -cell.decimals;
    const se = deviation.sd * Math.sqrt(1 / n + 1 / settings.paperSeeds);
    const p = pValues({ value: difference, se, df: deviation.df, rounding }, settings.margin);
    const state = { difference, rounding, n, sd: deviation.sd, df: deviation.df };
    return { cell, deviation, p, state };
  });
  const adjusted = holm(tested.map(({ p }) => Math.min(p.equivalent, p.different)));
  const open = tested.filter((_, at) => adjusted[at] > settings.alpha);
  const level = settings.alpha / Math.max(1, open.length);
  const expected = forecasts(
    open.map(({ state }) => state),
    settings,
  );
  const found = new Map(
    tested.map(({ cell, deviation, p, state }, at): [string, CellVerdict] => {
      const place = open.findIndex((each) => each.cell === cell);
      const verdict: Verdict =
        place >= 0
          ? forecastVerdict(state, expected[place], cell.hoursPerSeed, settings)
          : p.equivalent < p.different
            ? { kind: "equivalent", margin: settings.margin }
            : { kind: "different", p: adjusted[at] };
      return [cell.id, { id: cell.id, verdict, deviation, p, level }];
    }),
  );
  return cells.map((cell) => {
    const verdict: Verdict = withoutTest(cell) ?? {
      kind: "inconclusive",
      seeds: null,
      hours: null,
    };
    return found.get(cell.id) ?? { id: cell.id, verdict, deviation: null, p: null, level: null };
  });
}

/** Verdicts that need no test; null where one is to be made. */
function withoutTest({ source, suspect, values, printed }: VerdictCell): Verdict | null {
  if (suspect !== null) return { kind: "suspect", why: suspect };
  if (source === "quoted") return { kind: "quoted" };
  return values.length === 0 || printed === null ? { kind: "missing" } : null;
}

/** Deviations by cell; suspect and quoted ones lend theirs, too, since ours is measured whatever the paper prints. */
function deviationsByCell(
  cells: readonly VerdictCell[],
): ReadonlyMap<string, PooledDeviation | null> {
  const groups = new Map<string, VerdictCell[]>();
  for (const cell of cells) groups.set(cell.group, [...(groups.get(cell.group) ?? []), cell]);
  return new Map(
    [...groups.values()].flatMap((group) => {
      const found = deviationsOf(group.map(({ values }) => values));
      return group.map(({ id }, at) => [id, found[at]] as const);
    }),
  );
}

/** The seeds that decide, none where more may decide and may not, or the margin that could be decided. */
function forecastVerdict(
  state: Undecided,
  { seeds, last, lastLevel }: Forecast,
  hoursPerSeed: number | null,
  settings: VerdictSettings,
): Verdict {
  if (last < settings.hope) {
    const margin = smallestMargin(state, settings.mostSeeds, lastLevel, settings);
    return { kind: "undecidable", margin };
  }
  if (seeds === null) return { kind: "inconclusive", seeds: null, hours: null };
  const more = seeds - state.n;
  return {
    kind: "inconclusive",
    seeds: more,
    hours: hoursPerSeed === null ? null : more * hoursPerSeed,
  };
}
