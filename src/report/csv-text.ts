import { stringify } from "csv-stringify/sync";

/** RFC 4180; the library by itself quotes no lone line feed. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );

/** The same for a terminal or a pipe, whose lines end as lines do. */
export const printedCsv = (rows: readonly (readonly string[])[]): string =>
  csvText(rows).replaceAll("\r\n", "\n");

/** A user's label as a text, also where a spreadsheet would take it for a formula. */
export const labelText = (label: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(label) ? `'${label}` : label;
