import type { ReportCell } from "../cell.js";
import type { ReportRun, RunEval } from "../document/document.js";
import type { PlotSource } from "./plot.js";

/** A seed of a cell: its value, its run, and the evaluation that the value is of. */
export interface MeasuredSeed {
  readonly seed: number;
  readonly value: number;
  readonly run: ReportRun;
  /** null where the run has none of the cell's set. */
  readonly scored: RunEval | null;
}

/** A cell that has values of runs. */
export interface MeasuredCell {
  readonly cell: ReportCell;
  readonly seeds: readonly MeasuredSeed[];
}

/** The cells of a table that have values, in its order, with what their runs say. */
export function measuredCells({ table, runs }: PlotSource): readonly MeasuredCell[] {
  return table.list.flatMap((cell): readonly MeasuredCell[] => {
    const { ours, description } = cell;
    if (ours.kind !== "value") return [];
    const seeds = ours.runs.flatMap((id, at): readonly MeasuredSeed[] => {
      const run = runs.get(id);
      if (run === undefined) return [];
      const scored = evalOf(run, description.eval, description.decoder);
      return [{ seed: ours.seeds[at], value: ours.aggregate.values[at], run, scored }];
    });
    return seeds.length === 0 ? [] : [{ cell, seeds }];
  });
}

function evalOf({ evals }: ReportRun, set: string, decoder: string): RunEval | null {
  const found = evals.filter((each) => each.set === set);
  return found.length === 1 ? found[0] : (found.find((each) => each.decoder === decoder) ?? null);
}

/** The runs of a cell: what two cells of one training have in common. */
export const runsKey = ({ seeds }: MeasuredCell): string => seeds.map(({ run }) => run.id).join();

/** Cells that differ in what a key leaves out, the first of each kind standing for them. */
export function firstOfEach(
  cells: readonly MeasuredCell[],
  keyOf: (cell: MeasuredCell) => string,
): readonly MeasuredCell[] {
  const seen = new Set<string>();
  return cells.filter((each) => {
    const key = keyOf(each);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * What to call cells that stand for trainings: by their row where that tells them apart, else with the column's place
 * ("Re-DocRED"), else with the whole column; by the loss where rows are several numbers of one training (Table 12).
 *
 * @param shown one cell for each training that is shown.
 * @param all cells of the table.
 * @returns names in the order of `shown`.
 */
export function namesOf(
  shown: readonly MeasuredCell[],
  all: readonly MeasuredCell[],
): readonly string[] {
  const rows = new Map<string, Set<string>>();
  for (const each of all) {
    const key = runsKey(each);
    rows.set(key, (rows.get(key) ?? new Set()).add(each.cell.row));
  }
  const namings = shown.map((each): readonly string[] => {
    const { row, column, description } = each.cell;
    const isShared = (rows.get(runsKey(each))?.size ?? 0) > 1;
    const base = isShared ? description.loss : row;
    return [base, `${base}, ${placeOf(each.cell)}`, `${base}, ${column}`];
  });
  return namings.map((own) => {
    const level = own.findIndex(
      (name, at) => namings.filter((other) => other[at] === name).length === 1,
    );
    return own[level === -1 ? own.length - 1 : level];
  });
}

/** A column without its metric: "Re-DocRED" of "Re-DocRED F1"; "96" of a sweep. */
const placeOf = ({ heading, column }: ReportCell): string =>
  heading.length > 1 ? heading.slice(0, -1).join(" ") : column;
