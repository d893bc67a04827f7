import type { RunState } from "../../contract/run-state.js";
import { isUntrained, type PlannedState } from "../../state/planned.js";

/** What is nearest to its end comes first. */
function rank(state: RunState): number {
  if (!isUntrained(state)) return 0;
  return state.state === "new" || state.state === "changed" ? 2 : 1;
}

/**
 * The order in which runs start: those begun earlier, then those that serve most cells, so that a command that is cut
 * short has filled as much of the tables as it could. Equals stay as they are.
 */
export const inOrder = (runs: readonly PlannedState[]): readonly PlannedState[] =>
  [...runs].sort(
    (a, b) => rank(a.state) - rank(b.state) || b.run.cells.length - a.run.cells.length,
  );
