import type { PlannedCell } from "../../experiment/plan/plan.js";
import { evalDir } from "../../store/paths.js";
import { inspectEvalResult } from "../../store/read-result.js";
import type { Selection } from "../select/select.js";

/** A selection whose cells have the seeds that are done, and no others: none is still to come. */
export async function withDone(selection: Selection, root: string): Promise<Selection> {
  const known = new Map<string, Promise<boolean>>();
  const isThere = (evalId: string | null): Promise<boolean> => {
    if (evalId === null) return Promise.resolve(true);
    const found =
      known.get(evalId) ??
      inspectEvalResult(evalDir(root, evalId)).then(({ state }) => state === "value");
    known.set(evalId, found);
    return found;
  };
  const trimmed = async (cells: readonly PlannedCell[]): Promise<PlannedCell[]> =>
    await Promise.all(
      cells.map(async (cell) => {
        const done = await Promise.all(cell.results.map(({ evalId }) => isThere(evalId)));
        return { ...cell, results: cell.results.filter((_, at) => done[at]) };
      }),
    );
  const items = await Promise.all(
    selection.items.map(async (item) => {
      const [whole, selected] = await Promise.all([
        trimmed(item.whole.cells),
        trimmed(item.selected.cells),
      ]);
      const used = new Set(whole.flatMap(({ results }) => results.map(({ seed }) => seed)));
      return {
        ...item,
        seeds: item.seeds.filter((seed) => used.has(seed)),
        whole: { ...item.whole, cells: whole },
        selected: { ...item.selected, cells: selected },
      };
    }),
  );
  return { ...selection, items };
}
