import { badInput } from "../../base/errors.js";
import type { ProfileId } from "../../contract/train-spec.js";
import type { DiffCell } from "../../report/diff/diff-cell.js";
import {
  compareCells,
  compareWithPrinted,
  type Change,
  type Comparison,
} from "../../report/diff/compare.js";
import { isPrinted, printedText, readPaperTable } from "../../report/paper/printed.js";
import { readSide, type Side } from "./side.js";

export type { Change };

/** What was found, and between what. */
export interface Compared extends Comparison {
  readonly a: string;
  readonly b: string;
  readonly tolerance: number;
  /** What the runs of each side were made with, where that is known. */
  readonly made: { readonly a: readonly string[]; readonly b: readonly string[] };
  /** Why nothing was compared; null where something was. */
  readonly incomparable: string | null;
}

export interface CompareRequest {
  /** A CSV, a folder of CSVs, a results folder, or a commit. */
  readonly a: string;
  /** Another one, or `paper`: the numbers that the paper prints. */
  readonly b: string;
  /** Tables that are compared; left out: all. */
  readonly tables?: readonly string[] | undefined;
  /** The scale at which results folders are looked at. Default: smoke. */
  readonly profile?: ProfileId | undefined;
  /** Largest difference of two numbers that counts as equal. Default: 0. */
  readonly tolerance?: number | undefined;
  /** Whether every difference counts, whatever the seeds say. */
  readonly exact?: boolean | undefined;
}

/**
 * Compares two sets of tables cell by cell: what changed beyond the noise of seeds.
 * @throws AmtlError (2) for a tolerance below 0, and for a side that is missing, torn, of another form or empty.
 */
export async function compare(request: CompareRequest): Promise<Compared> {
  const { a, b, tables = [], profile = "smoke", tolerance = 0, exact = false } = request;
  if (!(tolerance >= 0)) {
    throw badInput("Invalid --tolerance", {
      where: "--tolerance",
      expected: "a number, at least 0",
      got: String(tolerance),
    });
  }
  const options = { tolerance, exact };
  const left = await readSide(a, { tables, profile });
  if (b === "paper") {
    const scale = left.cells.find((cell) => cell.profile !== "paper")?.profile;
    if (scale !== undefined) {
      const why = `profile ${scale} is another scale than the paper's`;
      return { ...NOTHING, a, b, tolerance, made: { a: left.made, b: [] }, incomparable: why };
    }
    const found = compareWithPrinted(left.cells, await printedIn(left.cells), options);
    return result(request, left, null, found);
  }
  const right = await readSide(b, { tables, profile });
  if (left.cells.length + right.cells.length === 0) {
    throw badInput("Tables have no cells", {
      expected: "one cell at least",
      got: "a header only on both sides",
    });
  }
  return result(request, left, right, compareCells(left.cells, right.cells, options));
}

const NOTHING: Comparison = { compared: 0, differences: [], withinNoise: 0, onlyA: 0, onlyB: 0 };

function result(
  { a, b, tolerance = 0 }: CompareRequest,
  left: Side,
  right: Side | null,
  found: Comparison,
): Compared {
  const scales = [left, right].map((side) => new Set(side?.cells.map(({ profile }) => profile)));
  const isOther =
    right !== null &&
    scales.every(({ size }) => size > 0) &&
    ![...scales[0]].some((each) => scales[1].has(each));
  const why = isOther
    ? `profiles ${scales.map((each) => [...each].join(", ")).join(" and ")} are other scales`
    : found.compared + found.differences.length === 0
      ? "no cell has a number on both sides"
      : null;
  return {
    ...(why === null ? found : { ...NOTHING, onlyA: found.onlyA, onlyB: found.onlyB }),
    ...{ a, b, tolerance },
    made: { a: left.made, b: right?.made ?? [] },
    incomparable: why,
  };
}

/** What the paper prints in the tables of these cells, by cell. */
async function printedIn(cells: readonly DiffCell[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(cells.map(({ table }) => table))].filter(isPrinted);
  const tables = await Promise.all(ids.map(readPaperTable));
  return new Map(
    tables.flatMap((table) => table.cells.map((cell) => [cell.id, printedText(cell)] as const)),
  );
}
