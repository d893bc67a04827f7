import { durationText } from "../../base/text/duration.js";
import { plural } from "../../base/text/plural.js";
import { OPEN_MEANINGS, OPEN_STATES, runText, type OpenRun } from "../open-run.js";
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
    const head = [state, ...says, ...leftText(found), ...(remedy === null ? [] : [remedy])];
    return [
      `<details class="trouble ${state}"><summary><strong>${plural(found.length, "run")}</strong> ${escaped(head.join("; "))}</summary><ul>${[...items, ...more].join("")}</ul></details>`,
    ];
  });
  return parts.join("\n");
}

const lineOf = (run: OpenRun): string =>
  run.remedy === null ? runText(run) : `${runText(run)}. To mend it: ${run.remedy}`;

/** "longest 12 min left": until the last of those that run now is done. */
function leftText(runs: readonly OpenRun[]): readonly string[] {
  const left = runs.flatMap(({ secondsLeft }) => secondsLeft ?? []);
  if (left.length === 0) return [];
  return [`${left.length < runs.length ? "at least " : ""}${durationText(Math.max(...left))} left`];
}
