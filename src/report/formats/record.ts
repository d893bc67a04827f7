import { numberOf, type ReportCell } from "../cell.js";
import { ofTables, type ReportDocument } from "../document/document.js";
import { commandsOf } from "../explanation/commands.js";
import type { ReportTable } from "../table.js";
import type { Format } from "./format.js";

/** What was claimed and what was found, cell by cell: for registries of reproductions. */
export const record = {
  id: "record",
  extension: "record.json",
  isDefault: false,
  shows: "export",
  render: (table: ReportTable) => textOf(ofTables([table])),
  together: textOf,
} satisfies Format;

function textOf({ made, tables }: ReportDocument): string {
  const records = tables.flatMap((table) => table.list.flatMap((cell) => recordOf(table, cell)));
  return `${JSON.stringify({ kind: "amtl-run record", version: 1, made, records }, null, 2)}\n`;
}

/** Of a cell that the paper prints and that was measured here. */
function recordOf(table: ReportTable, cell: ReportCell): readonly object[] {
  const { paper, ours, verdict, delta, description } = cell;
  const value = numberOf(ours);
  if (paper === null || paper.text === "" || value === null) return [];
  const measured = ours.kind === "value" ? ours : null;
  return [
    {
      cell: cell.cell,
      profile: table.profile,
      ...{ row: cell.row, column: cell.column, metric: description.metric, on: description.eval },
      claimed: { value: paper.value, source: paper.source, citedFrom: paper.citedFrom },
      verified: {
        value,
        n: measured?.aggregate.n ?? null,
        std: measured?.aggregate.std ?? null,
        interval95: measured?.aggregate.interval ?? null,
        seeds: measured?.seeds ?? [],
        values: measured?.aggregate.values ?? [],
      },
      ...{ delta, verdict, command: commandsOf(table, cell)?.again ?? null },
      // The first digits of the SHA-256 of all that fixes each run's result.
      fingerprints: measured?.runs ?? [],
    },
  ];
}
