import type { ReportCell } from "../cell.js";
import { decimals, framed } from "./frame.js";
import { panelOf, type Measured } from "./seed-panel.js";
import type { Plot, PlotContent, PlotSource } from "./plot.js";

const TITLE = "Seeds, their mean's 95 % interval, and the printed value";

/** Per cell: a dot a seed, the interval of the mean, the printed value as a hollow tick. */
export const seedSpread: Plot = { id: "seed-spread", title: TITLE, isInCells: true, of: contentOf };

const isMeasured = (cell: ReportCell): cell is Measured => cell.ours.kind === "value";

function contentOf({ table }: PlotSource): PlotContent {
  const cells = table.list.filter(isMeasured);
  if (cells.length === 0) return { kind: "empty", why: "no cell has a value of a run" };
  const columns = table.columns.flatMap(({ label }) =>
    cells.some(({ column }) => column === label) ? [label] : [],
  );
  const rows = table.rows.filter((name) => cells.some(({ row }) => row === name));
  const isSingle = cells.some(({ ours }) => ours.aggregate.n === 1);
  const captions = [
    "Dots: seeds; bar: 95 % interval of their mean by Student's t; hollow tick: the printed value.",
    ...(isSingle ? ["One seed has no spread: no bar is drawn."] : []),
    ...(table.profile !== "paper" && cells.some(({ paper }) => paper !== null)
      ? ["The printed values are for orientation: they are of another scale."]
      : []),
  ];
  return {
    kind: "drawn",
    lines: [
      ["cell", "row", "column", "what", "seed", "value", "low", "high"],
      ...cells.flatMap(linesOf),
    ],
    spec: {
      ...framed(table, TITLE, captions),
      // Panels of their own: each has its axis, and one without printed values no layer of none, which Vega warns of.
      concat: columns.map((column, at) =>
        panelOf(
          cells.filter((cell) => cell.column === column),
          rows,
          at % PER_LINE === 0,
        ),
      ),
      columns: PER_LINE,
      align: "each",
      spacing: 18,
    },
  };
}

/** Panels side by side. */
const PER_LINE = 4;

function linesOf({ cell, row, column, ours, paper }: Measured): readonly (readonly string[])[] {
  const { values, mean, interval } = ours.aggregate;
  const line = (what: string, ...rest: readonly string[]) => [cell, row, column, what, ...rest];
  return [
    ...values.map((value, at) => line("seed", String(ours.seeds[at]), decimals(value), "", "")),
    line("mean", "", decimals(mean), ...(interval?.map(decimals) ?? ["", ""])),
    ...(paper === null || paper.text === "" ? [] : [line("printed", "", paper.text, "", "")]),
  ];
}
