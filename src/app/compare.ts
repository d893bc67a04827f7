import { badInput } from "../base/errors.js";
import { compareTables, compareWithPaper, type Comparison } from "../report/diff.js";
import { readCells } from "../report/read-csv.js";

export type { Comparison } from "../report/diff.js";

export interface CompareRequest {
  /** CSV of a table. */
  readonly a: string;
  /** Another CSV of it, or `paper`: the numbers that the paper prints. */
  readonly b: string;
  /** Largest difference of two numbers that counts as equal. Default: 0. */
  readonly tolerance?: number | undefined;
}

/**
 * Compares two CSVs of a table cell by cell, or one with the paper.
 * @throws AmtlError (2) for a tolerance below 0, a file that is missing, torn or of another form, and a table of
 *   which the paper prints nothing.
 */
export async function compare({ a, b, tolerance = 0 }: CompareRequest): Promise<Comparison> {
  if (!(tolerance >= 0)) {
    throw badInput("Invalid --tolerance", {
      where: "--tolerance",
      expected: "a number, at least 0",
      got: String(tolerance),
    });
  }
  const rows = await readCells(a);
  return b === "paper"
    ? compareWithPaper(rows, tolerance)
    : compareTables(rows, await readCells(b), tolerance);
}
