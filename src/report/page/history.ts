import type { ReportCell } from "../cell.js";
import { FIELD_OF } from "../cell-value.js";
import type { EarlierEval, ReportRun } from "../document/document.js";
import { escaped } from "./markup.js";

/** What earlier code or data gave for a cell, a line a result: number, run, day, and what changed since; empty: nothing is left. */
export function historyMarkup(cell: ReportCell, runs: ReadonlyMap<string, ReportRun>): string {
  const lines = [...runs.values()].flatMap(({ seed, earlier }) =>
    earlier?.cells.includes(cell.cell) === true
      ? earlier.evals.flatMap((each) => lineOf(cell, seed, each))
      : [],
  );
  return lines.length === 0
    ? ""
    : `<p>Earlier results of this cell, by code or data that changed since<ul>${lines.map((line) => `<li>${escaped(line)}`).join("")}</ul>`;
}

function lineOf({ description }: ReportCell, seed: number, each: EarlierEval): readonly string[] {
  const { eval: set, metric, band, decoder } = description;
  const field = FIELD_OF.get(metric);
  if (field === undefined || band !== "" || each.set !== set) return [];
  if (each.decoder !== undefined && each.decoder !== decoder) return [];
  const day = each.ended === null ? "" : `, ${each.ended}`;
  return [
    `seed ${seed}: ${each[field].toFixed(2)}, run ${each.run}${day}: ${each.changes.join("; ")}`,
  ];
}
