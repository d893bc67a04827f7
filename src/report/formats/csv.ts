import { stringify } from "csv-stringify/sync";
import { CSV_COLUMNS, csvRow } from "../csv-row.js";
import type { ReportTable } from "../table.js";
import type { Format } from "./format.js";

/** RFC 4180, one row a cell, in the order of the table. */
export const csv = {
  id: "csv",
  extension: "csv",
  isDefault: true,
  shows: "table",
  render: ({ list }: ReportTable) =>
    stringify(list.map(csvRow), {
      header: true,
      columns: [...CSV_COLUMNS],
      record_delimiter: "windows",
    }),
} satisfies Format;
