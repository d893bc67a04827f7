import { badInput } from "../base/errors.js";
import { compareTables, compareWithPaper, type Comparison } from "../report/diff.js";
import type { CsvRow } from "../report/csv-row.js";
import { isPrinted, printedText, readPaperTable } from "../report/paper/printed.js";
import { readCells } from "../report/read-csv.js";

/** What was found, and between what. */
export interface Compared extends Comparison {
  /** The profile of numbers that were compared with the paper, where it is not the paper's scale; else null. */
  readonly otherScale: string | null;
}

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
export async function compare({ a, b, tolerance = 0 }: CompareRequest): Promise<Compared> {
  if (!(tolerance >= 0)) {
    throw badInput("Invalid --tolerance", {
      where: "--tolerance",
      expected: "a number, at least 0",
      got: String(tolerance),
    });
  }
  const rows = await readCells(a);
  if (b !== "paper") {
    return { ...compareTables(rows, await readCells(b), tolerance), otherScale: null };
  }
  const otherScale = rows.find(({ profile }) => profile !== "paper")?.profile ?? null;
  return { ...compareWithPaper(rows, tolerance, await printedIn(rows)), otherScale };
}

/** What the paper prints in the tables of these cells, by cell. */
async function printedIn(rows: readonly CsvRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map(({ table }) => table))].filter(isPrinted);
  const tables = await Promise.all(ids.map(readPaperTable));
  return new Map(
    tables.flatMap(({ cells }) => cells.map((cell) => [cell.id, printedText(cell)] as const)),
  );
}
