import { cellState } from "./cell-state.js";
import { numberOf, type ReportCell } from "./cell.js";

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
  "state",
] as const;
export type CsvRow = Readonly<Record<(typeof CSV_COLUMNS)[number], string>>;

/** One cell as a row; numbers have the two decimals of the paper, counts none, empty is missing. */
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
    ours_mean: numberText(cell, numberOf(ours)),
    ours_std: value?.aggregate.std?.toFixed(2) ?? "",
    n_seeds: value !== null ? String(value.aggregate.n) : ours.kind === "missing" ? "0" : "",
    delta: deltaText(cell),
    verdict: cell.verdict?.kind ?? "",
    runs: value?.runs.join(";") ?? "",
    state: cellState(cell),
  };
}

/** The delta of a cell with the decimals of its number; empty where it has none. */
export function deltaText(cell: ReportCell): string {
  const text = numberText(cell, cell.delta);
  return text === "-0.00" ? "0.00" : text;
}

const numberText = ({ ours }: ReportCell, number: number | null): string =>
  number?.toFixed(ours.kind === "count" ? 0 : 2) ?? "";
