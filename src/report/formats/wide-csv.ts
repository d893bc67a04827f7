import { csvRow } from "../csv-row.js";
import { csvText, labelText } from "../csv-text.js";
import type { ReportTable } from "../table.js";
import type { Format } from "./format.js";

/** The form of the printed table: a row a line, and for each of its columns the paper's number, ours and its spread. */
export const wideCsv = {
  id: "wide-csv",
  extension: "wide.csv",
  isDefault: true,
  shows: "table",
  isOfCells: true,
  render: ({ columns, rows, cells }: ReportTable) => {
    const head = columns.flatMap(({ label }) => [
      `${label} (paper)`,
      `${label} (ours)`,
      `${label} (std)`,
    ]);
    const lines = cells.map((line, index) => [
      labelText(rows[index]),
      ...line.flatMap((cell) => {
        if (cell === null) return ["", "", ""];
        const { paper, ours_mean, ours_std } = csvRow(cell);
        return [paper, ours_mean, ours_std];
      }),
    ]);
    return csvText([["row", ...head.map(labelText)], ...lines]);
  },
} satisfies Format;
