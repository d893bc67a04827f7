import { groupBy } from "../../base/group-by.js";
import type { Source } from "../paper/paper-table.js";
import { intervalOf } from "../statistics/estimate.js";
import { meanOf } from "../statistics/sample.js";
import type { Difference } from "./decide.js";
import { deviationsOf } from "./deviation.js";
import type { Undecided } from "./forecast.js";
import type { CellDeviation, MeasuredDifference } from "./judgement.js";
import type { VerdictSettings } from "./settings.js";
import type { Suspicion } from "./suspicion.js";

/** A cell that may have a verdict. */
export interface VerdictCell {
  readonly id: string;
  /** Cells of one group share a deviation, where a test allows it: a column, whose rows are the same measurement. */
  readonly group: string;
  readonly printed: number;
  readonly decimals: number;
  readonly source: Source;
  /** What contradicts the printed number; null: nothing. */
  readonly suspicion: Suspicion | null;
  /** Ours, by seed. */
  readonly values: readonly number[];
  /** What a further seed takes; null: not known. */
  readonly hoursPerSeed: number | null;
}

/** A cell, and how far it is known. */
export interface Measured {
  readonly cell: VerdictCell;
  /** null: one seed, and no row that it could be pooled with. */
  readonly deviation: CellDeviation | null;
  /** null without a number of ours or a deviation, like `difference`. */
  readonly state: Undecided | null;
  readonly difference: MeasuredDifference | null;
}

/** Measures cells against the printed numbers, with the deviations of their groups. */
export function measure(
  cells: readonly VerdictCell[],
  settings: VerdictSettings,
): readonly Measured[] {
  const deviations = deviationsByCell(cells);
  return cells.map((cell) => {
    const n = cell.values.length;
    const deviation = deviations.get(cell.id) ?? null;
    if (n === 0 || deviation === null) return { cell, deviation, state: null, difference: null };
    const { sd, df } = deviation;
    const difference = meanOf(cell.values) - cell.printed;
    const state = { difference, rounding: 0.5 * 10 ** -cell.decimals, n, sd, df };
    const { value, se } = differenceOf(state, settings);
    const estimate = { value, se, df };
    const interval = intervalOf(estimate, 0.95);
    const tested = intervalOf(estimate, 1 - 2 * settings.alpha);
    return { cell, deviation, state, difference: { ...estimate, interval, tested } };
  });
}

/** The difference of a mean of n and a printed mean of m, which has no spread of its own. */
export const differenceOf = (
  { difference, rounding, n, sd, df }: Undecided,
  { paperSeeds }: Pick<VerdictSettings, "paperSeeds">,
): Difference => ({ value: difference, se: sd * Math.sqrt(1 / n + 1 / paperSeeds), df, rounding });

/** Deviations by cell; suspect and quoted ones lend theirs, too, since ours is measured whatever the paper prints. */
function deviationsByCell(
  cells: readonly VerdictCell[],
): ReadonlyMap<string, CellDeviation | null> {
  const groups = groupBy(cells, ({ group }) => group);
  return new Map(
    [...groups.values()].flatMap((group) => {
      const found = deviationsOf(group.map(({ values }) => values));
      return group.map(({ id }, at) => [id, found[at]] as const);
    }),
  );
}
