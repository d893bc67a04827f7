import type { ReportCell } from "../cell.js";
import { CSV_COLUMNS, csvRow } from "../csv-row.js";
import { csvText, labelText } from "../csv-text.js";
import type { ReportDocument } from "../document/document.js";
import type { ReportTable } from "../table.js";
import type { Format } from "./format.js";

/** RFC 4180, one row a cell, in the order of the table. */
export const csv = {
  id: "csv",
  extension: "csv",
  isDefault: true,
  shows: "table",
  isOfCells: true,
  render: ({ list }: ReportTable) => textOf(list),
  together: ({ tables }: ReportDocument) => textOf(tables.flatMap(({ list }) => list)),
} satisfies Format;

function textOf(cells: readonly ReportCell[]): string {
  const rows = cells.map((cell) => {
    const row = csvRow(cell);
    const labelled = { ...row, row: labelText(row.row), column: labelText(row.column) };
    return CSV_COLUMNS.map((name) => labelled[name]);
  });
  return csvText([CSV_COLUMNS, ...rows]);
}
