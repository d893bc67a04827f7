import { decidingOf, type Deciding } from "../../report/verdicts/deciding.js";
import { reportOf } from "../report/report.js";
import type { SelectionRequest } from "../select/request.js";
import type { Selection } from "../select/select.js";
import { configurationsOf } from "./configurations.js";

/** What further seeds decide of the cells that have numbers; null where none is judged, as at other scales. */
export async function decidingFor(
  selection: Selection,
  request: SelectionRequest,
): Promise<Deciding | null> {
  if (selection.profile.id !== "paper") return null;
  const { tables } = await reportOf(selection, request, false);
  const configurations = configurationsOf(selection.items);
  const cells = tables.flatMap(({ view }) => view.list);
  return decidingOf(
    cells.flatMap((cell) => {
      const configuration = configurations.get(cell.cell);
      return configuration === undefined ? [] : [{ cell, configuration }];
    }),
  );
}
