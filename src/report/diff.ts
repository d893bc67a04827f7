import { badInput } from "../base/errors.js";
import type { CsvRow } from "./csv-row.js";

/** A field of a cell that two files disagree about; empty is "the file has none". */
export interface Difference {
  readonly table: string;
  readonly cell: string;
  readonly row: string;
  readonly column: string;
  readonly field: string;
  readonly a: string;
  readonly b: string;
  /** b - a, where both are numbers. */
  readonly delta: number | null;
}

export interface Comparison {
  /** Cells that both sides have. */
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** What two runs of the same table should agree about. How many decimals, and which runs, is not among them. */
const FIELDS = ["ours_mean", "ours_std", "n_seeds", "paper"] as const;

/**
 * Compares two tables cell by cell. A cell that only one of them has differs.
 *
 * @param tolerance largest difference of two numbers that still counts as equal.
 * @throws AmtlError (2) when neither has a cell.
 */
export function compareTables(
  a: readonly CsvRow[],
  b: readonly CsvRow[],
  tolerance: number,
): Comparison {
  const other = new Map(b.map((row) => [row.cell, row]));
  const own = new Set(a.map(({ cell }) => cell));
  const differences = a.flatMap((row) => {
    const beside = other.get(row.cell);
    if (beside === undefined) return [difference(row, "cell", row.cell, "")];
    return FIELDS.filter((field) => !equal(row[field], beside[field], tolerance)).map((field) =>
      difference(row, field, row[field], beside[field]),
    );
  });
  if (a.length + b.length === 0) {
    throw badInput("Tables have no cells", {
      expected: "a CSV with one cell at least",
      got: "two files with a header only",
    });
  }
  const additional = b.filter(({ cell }) => !own.has(cell));
  return {
    compared: a.length + additional.length,
    differences: [
      ...differences,
      ...additional.map((row) => difference(row, "cell", "", row.cell)),
    ],
  };
}

/**
 * Compares our numbers with those that the paper prints, over the cells that the file has and the paper prints. Where
 * the file says of the paper what it does not print, that differs too.
 *
 * @param printed what the paper prints, by cell; cells of other tables are taken as the file has them.
 * @throws AmtlError (2) when there is no such cell.
 */
export function compareWithPaper(
  rows: readonly CsvRow[],
  tolerance: number,
  printed: ReadonlyMap<string, string> = new Map(),
): Comparison {
  const paperOf = ({ cell, paper }: CsvRow): string => printed.get(cell) ?? paper;
  const beside = rows.filter((row) => paperOf(row) !== "");
  if (beside.length === 0) {
    throw badInput("CSV has no cell that the paper prints", {
      expected: "at least one cell that the paper prints",
      got: `${rows.length} cells without a printed number`,
    });
  }
  return {
    compared: beside.length,
    differences: beside.flatMap((row) => {
      const paper = paperOf(row);
      return [
        ...(equal(row.paper, paper, 0) ? [] : [difference(row, "paper", row.paper, paper)]),
        ...(equal(row.ours_mean, paper, tolerance)
          ? []
          : [difference(row, "ours_mean", row.ours_mean, paper)]),
      ];
    }),
  };
}

function equal(a: string, b: string, tolerance: number): boolean {
  if (a === b) return true;
  if (a === "" || b === "") return false;
  // Numbers of two decimals: a hair is added so that 0.3 - 0.2 counts as 0.1.
  return Math.abs(Number(a) - Number(b)) <= tolerance + 1e-9;
}

function difference(row: CsvRow, field: string, a: string, b: string): Difference {
  const { table, cell, row: line, column } = row;
  const numbers = field !== "cell" && a !== "" && b !== "";
  const delta = numbers ? Number((Number(b) - Number(a)).toFixed(4)) : null;
  return { table, cell, row: line, column, field, a, b, delta };
}
