import type { PlannedRun } from "../../experiment/plan/plan.js";
import type { NextSeeds, SequentialCell } from "../../report/verdicts/sequential.js";
import type { SelectedItem } from "../select/select.js";

/**
 * The runs of the next seeds, the best configurations first, as many as are wanted at a time and the rest of the last
 * configuration's; those that they rest on come before them.
 *
 * @param seeds in the order in which cells get them.
 */
export function runsOfRound(
  items: readonly SelectedItem[],
  cells: readonly SequentialCell[],
  next: readonly NextSeeds[],
  seeds: readonly number[],
  atOnce: number,
): readonly PlannedRun[] {
  const all = new Map(
    items.flatMap(({ whole }) => whole.runs.map((run) => [run.trainId, run] as const)),
  );
  const places = new Map(
    items.flatMap(({ whole }) => whole.cells.map((cell) => [cell.id, cell] as const)),
  );
  const chosen = new Map<string, PlannedRun>();
  const add = (trainId: string): void => {
    const run = all.get(trainId);
    if (run === undefined || chosen.has(trainId)) return;
    Object.values(run.restsOn ?? {}).forEach(add);
    chosen.set(trainId, run);
  };
  for (const { configuration, from, to } of next) {
    if (chosen.size >= atOnce) break;
    const wanted = new Set(seeds.slice(from, to));
    for (const { id } of cells.filter((cell) => cell.configuration === configuration)) {
      for (const { seed, trainId } of places.get(id)?.results ?? [])
        if (wanted.has(seed)) add(trainId);
    }
  }
  return [...chosen.values()];
}
