import { groupBy } from "../../base/group-by.js";
import { errorGroup, type ErrorGroup } from "../../report/errors/group.js";
import type { SelectedItem } from "../select/select.js";
import { evaluatedCells, type Evaluations } from "./evaluations.js";

/** What the runs behind the cells of tables got right and wrong; cells of the same evaluations are one group. */
export async function errorsBehind(
  items: readonly SelectedItem[],
  evaluations: Evaluations,
): Promise<readonly ErrorGroup[]> {
  const cells = items.flatMap(({ selected }) => evaluatedCells(selected.cells));
  const groups: ErrorGroup[] = [];
  for (const group of groupBy(cells, ({ ids }) => ids.join()).values()) {
    const found = await Promise.all(group[0].ids.map(evaluations));
    const results = found.filter((each) => each !== null);
    if (results.length === 0) continue;
    groups.push(
      errorGroup(
        group.map(({ id }) => id),
        results,
      ),
    );
  }
  return groups;
}
