import { holm } from "../statistics/multiplicity.js";
import type { Estimate } from "../statistics/estimate.js";
import { VERDICT_SETTINGS } from "../verdicts/settings.js";
import type { DiffCell } from "./diff-cell.js";
import { differenceOf, fromPrinted, halfOf, pBeyond } from "./noise.js";

/** A number that two sides disagree about. */
export interface Change {
  readonly table: string;
  readonly cell: string;
  readonly row: string;
  readonly column: string;
  /** ours: a mean of runs. paper: what a side says that the paper prints. */
  readonly field: "ours" | "paper";
  readonly a: number | null;
  readonly b: number | null;
  /** b - a; null where a side has none. */
  readonly delta: number | null;
  /** Half of its 95 % interval over seeds; null where a side has no spread. */
  readonly half: number | null;
  /** Seeds of both sides; null of what the paper prints. */
  readonly seeds: readonly [a: number, b: number] | null;
  /** unknown: a side has no spread, as with one seed. none: the number has no noise. */
  readonly noise: "beyond" | "within" | "unknown" | "none";
}

export interface Comparison {
  /** Cells of which both sides have a number. */
  readonly compared: number;
  /** What counts as a difference: beyond noise, or of unknown noise; all with `exact`. */
  readonly differences: readonly Change[];
  /** Other changes that noise explains. */
  readonly withinNoise: number;
  /** Cells with a number on one side only: counted, no difference. */
  readonly onlyA: number;
  readonly onlyB: number;
}

export interface CompareOptions {
  /** Largest difference that counts as none. */
  readonly tolerance: number;
  /** Whether every difference counts, whatever the seeds say. */
  readonly exact: boolean;
}

interface Pair {
  readonly change: Omit<Change, "noise" | "half">;
  readonly estimate: Estimate | null;
}

/** Cells of both sides, by id. What one of them lacks is counted. */
export function compareCells(
  a: readonly DiffCell[],
  b: readonly DiffCell[],
  options: CompareOptions,
): Comparison {
  const [mine, other] = [a, b].map((side) => new Map(side.map((cell) => [cell.cell, cell])));
  const both = a.flatMap((left) => {
    const right = other.get(left.cell);
    return right === undefined ? [] : [[left, right] as const];
  });
  const measured = both.filter(([left, right]) => left.mean !== null && right.mean !== null);
  const printed = both.filter((sides) =>
    sides.every(({ mean, paper }) => mean === null && paper !== ""),
  );
  const lone = (cells: readonly DiffCell[], beside: ReadonlyMap<string, DiffCell>): number =>
    cells.filter(({ cell, mean }) => mean !== null && (beside.get(cell)?.mean ?? null) === null)
      .length;
  const pairs = measured.map(([left, right]): Pair => ({
    change: changeOf(left, "ours", left.mean, right.mean, [left.seeds, right.seeds]),
    estimate: differenceOf(left, right),
  }));
  const papers = both.flatMap(([left, right]) => paperChange(left, left.paper, right.paper));
  return {
    compared: measured.length + printed.length,
    ...judged(pairs, papers, options),
    onlyA: lone(a, other),
    onlyB: lone(b, mine),
  };
}

/**
 * Our numbers and what the paper prints, at the paper's scale. What a side says of the paper and the paper does not
 * print differs too.
 */
export function compareWithPrinted(
  ours: readonly DiffCell[],
  printed: ReadonlyMap<string, string>,
  options: CompareOptions,
): Comparison {
  const known = ours.filter(({ cell }) => (printed.get(cell) ?? "") !== "");
  const measured = known.filter(({ mean }) => mean !== null);
  const pairs = measured.map((each): Pair => {
    const value = Number(printed.get(each.cell));
    return {
      change: changeOf(each, "ours", each.mean, value, [each.seeds, VERDICT_SETTINGS.paperSeeds]),
      estimate: fromPrinted(each, value, VERDICT_SETTINGS.paperSeeds),
    };
  });
  const papers = known.flatMap((each) =>
    paperChange(each, each.paper, printed.get(each.cell) ?? ""),
  );
  return {
    compared: measured.length,
    ...judged(pairs, papers, options),
    onlyA: 0,
    onlyB: known.length - measured.length,
  };
}

function judged(
  pairs: readonly Pair[],
  papers: readonly Change[],
  { tolerance, exact }: CompareOptions,
): Pick<Comparison, "differences" | "withinNoise"> {
  // Numbers of two decimals: a hair is added so that 0.3 - 0.2 counts as 0.1.
  const changed = pairs.filter(({ change }) => Math.abs(change.delta ?? 0) > tolerance + 1e-9);
  const tested = changed.flatMap(({ estimate }) => estimate ?? []);
  // Over all cells that could have changed, not only over those that did.
  const even = pairs.filter(({ estimate }) => estimate !== null).length - tested.length;
  const adjusted = holm([
    ...tested.map((estimate) => pBeyond(estimate, tolerance)),
    ...Array<number>(even).fill(1),
  ]);
  let at = 0;
  const changes = changed.map(({ change, estimate }): Change => {
    if (estimate === null) return { ...change, half: null, noise: "unknown" };
    const noise = adjusted[at++] < VERDICT_SETTINGS.alpha ? "beyond" : "within";
    return { ...change, half: halfOf(estimate), noise };
  });
  const differences = changes.filter(({ noise }) => exact || noise !== "within");
  return {
    differences: [
      ...differences,
      ...papers.filter(({ delta }) => Math.abs(delta ?? Infinity) > tolerance + 1e-9),
    ],
    withinNoise: changes.length - differences.length,
  };
}

function changeOf(
  { table, cell, row, column }: DiffCell,
  field: Change["field"],
  a: number | null,
  b: number | null,
  seeds: Change["seeds"],
): Pair["change"] {
  const delta = a === null || b === null ? null : Number((b - a).toFixed(6));
  return { table, cell, row, column, field, a, b, delta, seeds };
}

function paperChange(cell: DiffCell, a: string, b: string): readonly Change[] {
  if (a === b) return [];
  const number = (text: string): number | null => (text === "" ? null : Number(text));
  return [{ ...changeOf(cell, "paper", number(a), number(b), null), half: null, noise: "none" }];
}
