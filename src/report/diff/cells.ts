import { badInput } from "../../base/errors.js";
import { numberOf, type ReportCell } from "../cell.js";
import type { CsvRow } from "../csv-row.js";
import type { DiffCell } from "./diff-cell.js";

/**
 * A cell of a CSV, which has means and deviations of two decimals.
 * @throws AmtlError (2) for what should be a number and is none.
 */
export function cellOfRow(each: CsvRow): DiffCell {
  const { table, cell, row, column, profile, ours_mean, ours_std, n_seeds, paper } = each;
  return {
    ...{ table, cell, row, column, profile, paper },
    mean: numberIn(cell, ours_mean),
    std: numberIn(cell, ours_std),
    seeds: numberIn(cell, n_seeds) ?? 0,
    values: null,
  };
}

function numberIn(cell: string, text: string): number | null {
  if (text === "") return null;
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  throw badInput("Invalid number in CSV", {
    where: `cell ${cell}`,
    expected: "a number",
    got: text,
  });
}

/** A cell of a table that was filled from a results folder. */
export function cellOfReport(each: ReportCell): DiffCell {
  const { table, cell, row, column, profile, ours, paper } = each;
  const value = ours.kind === "value" ? ours : null;
  return {
    ...{ table, cell, row, column, profile, paper: paper?.text ?? "" },
    mean: numberOf(ours),
    std: value?.aggregate.std ?? null,
    seeds: value?.aggregate.n ?? 0,
    values:
      value === null
        ? null
        : new Map(value.seeds.map((seed, at) => [seed, value.aggregate.values[at]])),
  };
}
