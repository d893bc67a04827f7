import { holm } from "../statistics/multiplicity.js";
import { pValues } from "./decide.js";
import {
  differencesOf,
  forecast,
  smallestMargin,
  type Differences,
  type Undecided,
} from "./forecast.js";
import type { CellDeviation, MeasuredDifference, TestLevels } from "./judgement.js";
import { differenceOf, measure, type Measured, type VerdictCell } from "./measured.js";
import { VERDICT_SETTINGS, type VerdictSettings } from "./settings.js";
import { suspectVerdict } from "./suspect.js";
import type { Verdict } from "./verdict.js";

/** A verdict with what it rests on. */
export interface CellVerdict {
  readonly id: string;
  readonly verdict: Verdict;
  /** The deviation over seeds; null where none is known. */
  readonly deviation: CellDeviation | null;
  /** Ours minus the printed number; null without a deviation. */
  readonly difference: MeasuredDifference | null;
  /** p of both tests for the cell alone; null where none was made. */
  readonly p: { readonly equivalent: number; readonly different: number } | null;
  readonly level: TestLevels | null;
}

/**
 * Verdicts of a table's cells. Each is tested twice against the margin, with the standard error s √(1/n + 1/m): ours is
 * a mean of n, the printed one a mean of m without a spread, so our deviation has to do for both.
 *
 * `different` accuses the paper, and one such cell is enough to say that the table is not reproduced: Holm's correction
 * over all tested cells keeps the probability of any wrong one in the table below alpha. `equivalent` is tested at alpha
 * in each cell: the table is reproduced only where all its cells are, and a conjunction of tests at alpha errs at most
 * alpha without a correction (intersection-union test, Berger 1982). Corrected, a table of 12 rows would find 6 % of its
 * cells equivalent where seeds deviate by 0.3 and nothing differs.
 */
export function tableVerdicts(
  cells: readonly VerdictCell[],
  settings: VerdictSettings = VERDICT_SETTINGS,
): readonly CellVerdict[] {
  const { margin, alpha } = settings;
  const measured = measure(cells, settings);
  const tested = measured.flatMap((each) => {
    const { cell, state } = each;
    if (state === null || withoutTest(each, settings) !== null) return [];
    return [{ cell, state, p: pValues(differenceOf(state, settings), margin) }];
  });
  const adjusted = holm(tested.map(({ p }) => p.different));
  const accused = adjusted.filter((p) => p <= alpha).length;
  const level = { equivalent: alpha, different: alpha / Math.max(1, tested.length - accused) };
  const others = differencesOf(
    tested.map(({ state }) => state),
    settings,
  );
  const decided = new Map(
    tested.map(({ cell, state, p }, at): [string, Pick<CellVerdict, "verdict" | "p">] => {
      if (adjusted[at] <= alpha)
        return [cell.id, { verdict: { kind: "different", p: adjusted[at] }, p }];
      if (p.equivalent <= alpha) return [cell.id, { verdict: { kind: "equivalent", margin }, p }];
      return [
        cell.id,
        { verdict: openVerdict(state, level, others, cell.hoursPerSeed, settings), p },
      ];
    }),
  );
  return measured.map((each): CellVerdict => {
    const { cell, deviation, difference } = each;
    const own = { id: cell.id, deviation, difference };
    const found = decided.get(cell.id);
    if (found !== undefined) return { ...own, ...found, level };
    const verdict = withoutTest(each, settings) ?? UNKNOWN_SPREAD;
    return { ...own, verdict, p: null, level: null };
  });
}

/** One seed, and no row that it could be pooled with. */
const UNKNOWN_SPREAD: Verdict = { kind: "inconclusive", seeds: null, hours: null, chance: null };

/** Verdicts that need no test; null where one is to be made. */
function withoutTest({ cell, state }: Measured, settings: VerdictSettings): Verdict | null {
  const { printed, source, suspicion, values } = cell;
  if (suspicion !== null) return suspectVerdict(printed, suspicion, state, settings);
  if (source === "quoted") return { kind: "quoted" };
  return values.length === 0 ? { kind: "missing" } : null;
}

/** The seeds that decide, none where more may decide and may not, or the margin that could be decided. */
function openVerdict(
  state: Undecided,
  level: TestLevels,
  others: Differences | null,
  hoursPerSeed: number | null,
  settings: VerdictSettings,
): Verdict {
  const { seeds, chance, last } = forecast(state, level, settings, others);
  if (last < settings.hope) {
    const margin = smallestMargin(state, settings.mostSeeds, level, settings);
    return { kind: "undecidable", margin };
  }
  if (seeds === null) return { kind: "inconclusive", seeds: null, hours: null, chance };
  const more = seeds - state.n;
  return {
    kind: "inconclusive",
    seeds: more,
    hours: hoursPerSeed === null ? null : more * hoursPerSeed,
    chance,
  };
}
