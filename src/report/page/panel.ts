import type { ReportCell } from "../cell.js";
import { criteriaRows, reproducedText } from "../explanation/criteria.js";
import { escaped } from "./markup.js";

/** What each criterion says of a cell, so that one sees how far the verdict hangs on it; empty where none was tested. */
export function panelMarkup({ judgement }: ReportCell): string {
  if (judgement?.panel == null) return "";
  const items = criteriaRows(judgement.panel).map((row) => {
    const parts = [reproducedText(row), row.says].filter((part) => part !== "");
    return `<li>${escaped(`${row.criterion}: ${parts.join(", ")}`)}`;
  });
  return `<p>Criteria, each for this cell alone; yes: reproduced<ul>${items.join("")}</ul>`;
}
