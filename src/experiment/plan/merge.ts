import type { PlannedRun } from "./plan.js";

/** The runs of several plans, each once, with all their evaluations and cells, in the order of first need. */
export function mergeRuns(runs: readonly PlannedRun[]): PlannedRun[] {
  const merged = new Map<string, PlannedRun>();
  for (const run of runs) {
    const known = merged.get(run.trainId);
    const evals = [...(known?.evals ?? []), ...run.evals];
    merged.set(run.trainId, {
      ...run,
      evals: [...new Map(evals.map((each) => [each.evalId, each])).values()],
      cells: [...new Set([...(known?.cells ?? []), ...run.cells])],
    });
  }
  return [...merged.values()];
}
