import type { ReportCell } from "../../report/cell.js";
import type { SequentialCell } from "../../report/verdicts/sequential.js";
import { configurationsOf } from "../plan/configurations.js";
import { reportOf } from "../report/report.js";
import type { SelectionRequest } from "../select/request.js";
import type { Selection } from "../select/select.js";

/** The cells of a selection that a verdict is to be reached on, with what their seeds say so far. */
export async function sequentialCells(
  selection: Selection,
  request: SelectionRequest,
): Promise<readonly SequentialCell[]> {
  const { tables } = await reportOf(selection, request, false);
  const configurations = configurationsOf(selection.items);
  return tables
    .flatMap(({ view }) => view.list)
    .flatMap((cell): readonly SequentialCell[] => {
      const configuration = configurations.get(cell.cell);
      return configuration === undefined ? [] : sequentialCell(cell, configuration);
    });
}

/** None of what a number that is quoted, or that others contradict, could be decided by. */
function sequentialCell(cell: ReportCell, configuration: string): readonly SequentialCell[] {
  const { paper, ours, description, verdict, judgement } = cell;
  const printed = paper?.value ?? null;
  if (paper === null || printed === null || description.unit !== "percent") return [];
  if (paper.source === "quoted" || verdict?.kind === "suspect") return [];
  return [
    {
      id: cell.cell,
      group: judgement?.group ?? cell.column,
      configuration,
      printed,
      decimals: paper.text.split(".")[1]?.length ?? 0,
      values: ours.kind === "value" ? ours.aggregate.values : [],
      hoursPerSeed: judgement?.hoursPerSeed ?? null,
    },
  ];
}
