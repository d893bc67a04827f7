import type { RunStatus } from "../../state/plan.js";

/** What is nearest to its end comes first. */
function rank({ status }: RunStatus): number {
  if (status.state === "evaluate") return 0;
  return status.state === "train" && !status.begun ? 2 : 1;
}

/**
 * The order in which runs start: those begun earlier, then those that serve most cells, so that a command that is cut
 * short has filled as much of the tables as it could. Equals stay as they are.
 */
export const inOrder = (runs: readonly RunStatus[]): readonly RunStatus[] =>
  [...runs].sort((a, b) => rank(a) - rank(b) || b.run.cells.length - a.run.cells.length);
