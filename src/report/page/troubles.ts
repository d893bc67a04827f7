import { plural } from "../../base/text/plural.js";
import type { ReportRun } from "../document/document.js";
import { escaped } from "./markup.js";

/** What each state means for whoever reads the numbers, and what mends it. */
const STATES: Readonly<Record<string, string>> = {
  running: "being trained now",
  failed: "failed: amtl-run logs RUN says why, the table's command tries again",
  damaged: "have files that cannot be used: the table's command makes them again",
  stopped: "stopped before they ended: the table's command goes on",
  trained: "trained, but not scored yet: the table's command scores them",
  changed: "of other code or data than now: amtl-run why RUN says which; not shown here",
};

/** Runs that are not done, by what is the matter; empty where none has begun and not ended. */
export function troubles(runs: readonly ReportRun[]): string {
  const parts = Object.entries(STATES).flatMap(([state, meaning]) => {
    const found = runs.filter((run) => run.state === state);
    if (found.length === 0) return [];
    const items = found
      .slice(0, 20)
      .map(
        ({ id, label, problem }) =>
          `<li><code>${id}</code> ${escaped(`${label}${problem === null ? "" : `: ${problem}`}`)}</li>`,
      );
    return [
      `<details class="trouble"><summary class="${state}"><strong>${plural(found.length, "run")}</strong> ${escaped(meaning)}</summary><ul>${items.join("")}${found.length > 20 ? `<li>and ${found.length - 20} more</li>` : ""}</ul></details>`,
    ];
  });
  return parts.join("\n");
}
