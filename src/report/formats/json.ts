import type { ReportTable } from "../table.js";
import type { Format } from "./format.js";

/** The whole table, unrounded, with the value of every seed. */
export const json = {
  id: "json",
  extension: "json",
  isDefault: false,
  shows: "table",
  render: (table: ReportTable) => `${JSON.stringify(contentOf(table), null, 2)}\n`,
} satisfies Format;

function contentOf(table: ReportTable): object {
  const { id, title, profile, settings, seeds, x, columns, rows } = table;
  return {
    ...{ id, title, profile, settings, seeds, x, columns, rows },
    cells: table.cells.map((line) =>
      line.map(
        (cell) =>
          cell && {
            cell: cell.cell,
            ...cell.description,
            paper: cell.paper,
            ours: cell.ours,
            delta: cell.delta,
            verdict: cell.verdict,
          },
      ),
    ),
  };
}
