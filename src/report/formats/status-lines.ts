import { leftText, OPEN_STATES } from "../open-run.js";
import type { ReportTable } from "../table.js";
import { unfinishedText, verdictLines } from "./verdict-text.js";

/**
 * What stands above a table in every format that has words, so that it is seen first: its verdicts or why there are
 * none, what has fewer seeds than it will have, and what runs, failed or is of other code.
 */
export function statusLines(table: ReportTable): readonly string[] {
  const verdicts = verdictLines(table);
  return [
    ...(verdicts.length > 0 ? verdicts : [...otherScale(table), ...unfinished(table)]),
    ...openLine(table),
  ];
}

const otherScale = ({ profile, list }: ReportTable): readonly string[] =>
  profile !== "paper" && list.some(({ paper, ours }) => paper !== null && ours.kind === "value")
    ? [`no verdict: profile ${profile} is not the paper's scale`]
    : [];

function unfinished({ list }: ReportTable): readonly string[] {
  const ours = list.flatMap((cell) => (cell.ours.kind === "value" ? [cell.ours] : []));
  const text = unfinishedText(
    ours.filter(({ waiting }) => waiting > 0).length,
    ours.filter(({ aggregate }) => aggregate.n === 1).length,
  );
  return text === "" ? [] : [text];
}

/** "runs: 2 running (12 min left), 1 failed". */
function openLine({ open = [] }: ReportTable): readonly string[] {
  const parts = OPEN_STATES.flatMap((state) => {
    const its = open.filter((run) => run.state === state);
    if (its.length === 0) return [];
    const left = leftText(its);
    return [`${its.length} ${state}${left === null ? "" : ` (${left})`}`];
  });
  return parts.length === 0 ? [] : [`runs: ${parts.join(", ")}; the notes say more`];
}
