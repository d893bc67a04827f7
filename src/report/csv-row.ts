import type { ReportCell } from "./cell.js";

/** The columns of `results/<profile>/<table>.csv`, in order: one row a cell, nothing that changes by itself. */
export const CSV_COLUMNS = [
  "table",
  "cell",
  "profile",
  "row",
  "column",
  "backbone",
  "plugin",
  "encoder",
  "train",
  "framework",
  "loss",
  "segment_losses",
  "n",
  "lambda",
  "ordering",
  "segmentation",
  "label_space",
  "decoder",
  "eval",
  "metric",
  "band",
  "unit",
  "paper",
  "paper_source",
  "ours_mean",
  "ours_std",
  "n_seeds",
  "delta",
  "verdict",
  "runs",
] as const;
export type CsvRow = Readonly<Record<(typeof CSV_COLUMNS)[number], string>>;

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
    delta: deltaText(cell),
    verdict: cell.verdict?.kind ?? "",
    runs: value?.runs.join(";") ?? "",
  };
}

/** The delta of a cell with two decimals; empty where it has none. */
export function deltaText({ delta }: ReportCell): string {
  const text = delta?.toFixed(2) ?? "";
  return text === "-0.00" ? "0.00" : text;
}
