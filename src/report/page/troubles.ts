import { plural } from "../../base/text/plural.js";
import { leftText, OPEN_MEANINGS, OPEN_STATES, runText, type OpenRun } from "../open-run.js";
import type { ReportTable } from "../table.js";
import { escaped } from "./markup.js";

/** Runs that are listed one by one. */
const LISTED = 20;

/** Runs that are open, by what is the matter, each once; empty where none has begun and not ended. */
export function troubles(tables: readonly ReportTable[]): string {
  const runs = new Map(tables.flatMap(({ open = [] }) => open.map((run) => [run.id, run])));
  const parts = OPEN_STATES.flatMap((state) => {
    const found = [...runs.values()].filter((run) => run.state === state);
    if (found.length === 0) return [];
    const { means, remedy } = OPEN_MEANINGS[state];
    const items = found.slice(0, LISTED).map((run) => `<li>${escaped(lineOf(run))}</li>`);
    const more = found.length > LISTED ? [`<li>and ${found.length - LISTED} more</li>`] : [];
    const says = means === null ? [] : [means];
    const head = [state, ...says, ...leftWords(found), ...(remedy === null ? [] : [remedy])];
    return [
      `<details class="trouble ${state}"><summary><strong>${plural(found.length, "run")}</strong> ${escaped(head.join("; "))}</summary><ul>${[...items, ...more].join("")}</ul></details>`,
    ];
  });
  return parts.join("\n");
}

const lineOf = (run: OpenRun): string =>
  run.remedy === null ? runText(run) : `${runText(run)}. To mend it: ${run.remedy}`;

/** "at least 12 min left", where the pace of some is not known. */
function leftWords(runs: readonly OpenRun[]): readonly string[] {
  const left = leftText(runs);
  if (left === null) return [];
  return [`${runs.some(({ secondsLeft }) => secondsLeft === null) ? "at least " : ""}${left}`];
}
