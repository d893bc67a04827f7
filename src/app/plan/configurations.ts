import type { SelectedItem } from "../select/select.js";

/** What each cell's runs have in common but for the seed, by cell: cells of one configuration share their runs. */
export function configurationsOf(items: readonly SelectedItem[]): ReadonlyMap<string, string> {
  return new Map(
    items.flatMap(({ whole: { runs, cells } }) => {
      const byId = new Map(runs.map((run) => [run.trainId, run]));
      return cells.flatMap(({ id, results }): [string, string][] => {
        const run = byId.get(results.at(0)?.trainId ?? "");
        return run === undefined ? [] : [[id, JSON.stringify({ ...run.spec, seed: 0 })]];
      });
    }),
  );
}
