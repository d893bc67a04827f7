import { stringify } from "csv-stringify/sync";
import type { ReportCell } from "./cells.js";
import { CSV_COLUMNS, type CsvRow } from "./csv-columns.js";

/** One cell as a row; numbers have the two decimals of the paper, empty is missing. */
export function csvRow(cell: ReportCell): CsvRow {
  const { table, profile, row, column, description, paper, ours } = cell;
  const value = ours.kind === "value" ? ours : null;
  return {
    table,
    cell: cell.cell,
    profile,
    row,
    column,
    ...description,
    paper: paper?.text ?? "",
    paper_source: paper === null ? "" : paper.source === "ours" ? "authors" : paper.source,
    ours_mean: value?.aggregate.mean.toFixed(2) ?? "",
    ours_std: value?.aggregate.std?.toFixed(2) ?? "",
    n_seeds: value !== null ? String(value.aggregate.n) : ours.kind === "missing" ? "0" : "",
    delta: delta(cell),
    // No test decides yet whether a difference is noise.
    verdict: "",
    runs: value?.runs.join(";") ?? "",
  };
}

/** Ours minus the paper's. Only the paper's own scale can be compared with it; elsewhere it is empty. */
export function delta({ profile, paper, ours }: ReportCell): string {
  if (profile !== "paper" || paper === null || paper.text === "" || ours.kind !== "value")
    return "";
  const text = (ours.aggregate.mean - Number(paper.text)).toFixed(2);
  return text === "-0.00" ? "0.00" : text;
}

/** RFC 4180, rows in the order of the table. */
export const toCsv = (cells: readonly ReportCell[]): string =>
  stringify(cells.map(csvRow), {
    header: true,
    columns: [...CSV_COLUMNS],
    record_delimiter: "windows",
  });

/** The form of the printed table: a row a line, and for each of its columns the paper's number, ours and its spread. */
export function toWideCsv(cells: readonly ReportCell[]): string {
  const columns = unique(cells.map(({ column }) => column));
  const lines = unique(cells.map(({ row }) => row)).map((row) => [
    row,
    ...columns.flatMap((column) => {
      const cell = cells.find((each) => each.row === row && each.column === column);
      if (cell === undefined) return ["", "", ""];
      const { paper, ours_mean, ours_std } = csvRow(cell);
      return [paper, ours_mean, ours_std];
    }),
  ]);
  const head = columns.flatMap((name) => [`${name} (paper)`, `${name} (ours)`, `${name} (std)`]);
  return stringify([["row", ...head], ...lines], { record_delimiter: "windows" });
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
