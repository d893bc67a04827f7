import type { DiffCell } from "../../diff/diff-cell.js";
import { compareCells } from "../../diff/compare.js";
import { differentFields, factsOfAll } from "./fields.js";
import type { Cell, Difference, FieldDifference, Run } from "./parts.js";

/** A row or a column of a table; in a figure a series, or all at one point. */
export interface Line {
  readonly kind: "row" | "column";
  readonly table: string;
  readonly name: string;
  readonly cells: readonly Cell[];
}

/** All rows or all columns of a table. */
export const linesOf = (
  kind: Line["kind"],
  table: { readonly id: string; readonly cells: readonly Cell[] },
): readonly Line[] =>
  [...new Set(table.cells.map((cell) => cell[kind]))].map((name) => ({
    ...{ kind, table: table.id, name },
    cells: table.cells.filter((cell) => cell[kind] === name),
  }));

/**
 * In what two rows, or two columns, differ: what their cells are about, the settings and programs of the runs behind
 * them, and their numbers, tested as `amtl-run diff` tests them. Cells of one table are held against each other by
 * column, or by row; rows of two tables by what was measured.
 */
export function linesDifference(a: Line, b: Line, runs: ReadonlyMap<string, Run>): Difference {
  const across = a.kind === "row" ? "column" : "row";
  const keyOf = a.kind === "row" && a.table !== b.table ? measured : (cell: Cell) => cell[across];
  const [left, right] = [a, b].map(({ cells }) => byKey(cells, keyOf));
  const both = [...left].flatMap(([name, cell]) => {
    const other = right.get(name);
    return other === undefined ? [] : [[cell, other] as const];
  });
  const [mine, others] = [left, right].map((side) =>
    [...side].map(([name, cell]) => diffCell(name, cell)),
  );
  const found = compareCells(mine, others, { tolerance: 0, exact: true });
  return {
    fields: [
      ...labels(both),
      ...differentFields(...([a, b].map((line) => factsOfAll(runsOf(line, runs))) as Pair<Facts>)),
    ],
    numbers: found.differences.map(({ column, a: before, b: after, half, noise }) => ({
      ...{ name: column, a: before ?? NaN, b: after ?? NaN, half, noise },
    })),
    compared: found.compared,
    cells: both.map(([left, right]) => [left.cell, right.cell] as const),
    alone: { a: found.onlyA, b: found.onlyB },
  };
}

/** What a line measures twice, in columns of its own, is held against nothing of another table. */
function byKey(cells: readonly Cell[], keyOf: (cell: Cell) => string): ReadonlyMap<string, Cell> {
  const keys = cells.map(keyOf);
  const isTwice = (key: string): boolean => keys.indexOf(key) !== keys.lastIndexOf(key);
  return new Map(cells.map((cell, at) => [isTwice(keys[at]) ? cell.cell : keys[at], cell]));
}

type Pair<T> = [T, T];
type Facts = Readonly<Record<string, string>>;

const measured = ({ description: { eval: set, metric, band, encoder } }: Cell): string =>
  [set, metric, band, encoder].filter((part) => part !== "").join(", ");

/** What cells say of themselves and differ in, each pair of values once. */
function labels(both: readonly (readonly [Cell, Cell])[]): readonly FieldDifference[] {
  const found = both.flatMap(([a, b]) => differentFields(a.description, b.description));
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

const runsOf = ({ cells }: Line, runs: ReadonlyMap<string, Run>): readonly Run[] =>
  [...new Set(cells.flatMap(({ ours }) => ours.runs ?? []))].flatMap((id) => runs.get(id) ?? []);

/** @param name what it is held against others by. */
function diffCell(name: string, { row, ours }: Cell): DiffCell {
  const { aggregate, seeds = [] } = ours;
  return {
    ...{ table: "", cell: name, row, column: name, profile: "", paper: "" },
    mean: aggregate?.mean ?? ours.count ?? null,
    std: aggregate?.std ?? null,
    seeds: aggregate?.n ?? 0,
    values:
      aggregate === undefined
        ? null
        : new Map(seeds.map((seed, at) => [seed, aggregate.values[at]])),
  };
}
