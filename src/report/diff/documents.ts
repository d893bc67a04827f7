import type { ReportDocument, ReportRun } from "../document/document.js";
import { differentFields, factsOfAll } from "../page/difference/fields.js";
import type { Against } from "./against.js";
import { cellOfReport } from "./cells.js";
import { compareCells } from "./compare.js";

type Side = Pick<ReportDocument, "tables" | "runs">;

/** Holds a report (A) against the same tables of another results folder (B), as `amtl-run diff` does. */
export function againstOf(a: Side, b: Side, name: string | null): Against {
  const [mine, others] = [a, b].map(({ tables }) =>
    // What the paper prints is the same on both sides, and no number of theirs.
    tables.flatMap(({ list }) => list.map((cell) => ({ ...cellOfReport(cell), paper: "" }))),
  );
  const [left, right] = [a, b].map(({ runs }) => madeOf(runs));
  return {
    name,
    ...compareCells(mine, others, { tolerance: 0, exact: false }),
    // What a side without runs was made with differs from nothing.
    fields: left === null || right === null ? [] : differentFields(left, right),
  };
}

/** What the runs that are there were made with; null where none is. */
function madeOf(runs: readonly ReportRun[]): Readonly<Record<string, string>> | null {
  const done = runs.filter(({ made }) => made !== null);
  if (done.length === 0) return null;
  const all = Object.entries(factsOfAll(done));
  return Object.fromEntries(all.filter(([name]) => name.startsWith("made.")));
}
