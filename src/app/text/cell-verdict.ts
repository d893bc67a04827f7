import type { ReportCell } from "../../report/cell.js";
import { CRITERIA_HEAD, criteriaRows, reproducedText } from "../../report/explanation/criteria.js";
import { cellFacts } from "../../report/explanation/facts.js";
import { fittedTable } from "./fitted-table.js";

/** What our number says of the printed one, and what that rests on: lines for people. */
export function cellVerdictLines(cell: ReportCell): readonly string[] {
  const panel = cell.judgement?.panel ?? null;
  return [
    ...cellFacts(cell).flatMap(({ name, text, lines }) => [
      `${name}: ${text}`,
      ...lines.map((line) => `  ${line}`),
    ]),
    ...(panel === null
      ? []
      : [
          fittedTable(
            CRITERIA_HEAD,
            criteriaRows(panel).map((row) => [row.criterion, reproducedText(row), row.says]),
            [0, 1, 2],
          ),
        ]),
  ];
}
