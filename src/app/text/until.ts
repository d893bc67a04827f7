import { ExitCode } from "../../base/errors.js";
import { plural } from "../../base/text/plural.js";
import type { SequentialState } from "../../report/verdicts/sequential.js";
import type { UntilOutcome } from "../until/until.js";
import { fittedTable } from "./fitted-table.js";

function stateText(state: SequentialState): string {
  switch (state.kind) {
    case "equivalent":
    case "different":
      return `${state.kind}, at ${state.seeds} seeds`;
    case "open":
      return `open, next look at ${state.nextLook} seeds`;
    case "hopeless":
      return `left: no look decides it with more than ${Math.ceil(100 * state.chance)} %`;
    case "undecided":
      return "undecided after all looks";
  }
}

/** How each cell was decided, for people. */
export function untilText({ cells, looks, spent, interrupted, failures }: UntilOutcome): string {
  const decided = cells.filter(({ state }) => ["equivalent", "different"].includes(state.kind));
  const open = cells.filter(({ state }) => state.kind === "open").length;
  const why = interrupted
    ? "it was stopped"
    : failures.length > 0
      ? "a run failed"
      : spent
        ? "the budget is spent"
        : "no run brought more";
  return [
    fittedTable(
      ["cell", "seeds", "decision"],
      cells.map(({ id, values, state }) => [id, String(values.length), stateText(state)]),
      [0, 2],
    ),
    `${decided.length} of ${plural(cells.length, "cell")} decided. Looks at ${looks.map(({ seeds }) => seeds).join(", ")} seeds with Pocock's bounds; the marks in the table test all seeds at once.`,
    ...(open === 0
      ? []
      : [`${plural(open, "cell")} still open, as ${why}. The same command goes on from here.`]),
    "",
  ].join("\n");
}

/** The exit code of a command that did this. */
export function untilExitCode({ cells, failures, interrupted }: UntilOutcome): ExitCode {
  if (interrupted) return ExitCode.interrupted;
  if (failures.length > 0) return ExitCode.failed;
  return cells.some(({ state }) => state.kind === "open") ? ExitCode.incomplete : ExitCode.done;
}
