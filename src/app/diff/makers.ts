import { mapLimited } from "../../base/map-limited.js";
import { inspectProvenance } from "../../provenance/provenance.js";
import { trainDir } from "../../store/paths.js";
import type { Selection } from "../select/select.js";

/** Files that are read at once. */
const AT_ONCE = 16;

/** Engines and commits that made the runs of a results folder: "engine native", "commit 0123456". */
export async function makersOf(
  { items }: Pick<Selection, "items">,
  root: string,
): Promise<readonly string[]> {
  const ids = [...new Set(items.flatMap(({ whole }) => whole.runs.map(({ trainId }) => trainId)))];
  const found = await mapLimited(ids, AT_ONCE, async (id) => {
    const read = await inspectProvenance(trainDir(root, id));
    if (read.state !== "value") return [];
    const { engine, program } = read.value;
    return [
      ...(engine?.id === undefined ? [] : [`engine ${engine.id}`]),
      ...(typeof program?.commit === "string" ? [`commit ${program.commit.slice(0, 7)}`] : []),
    ];
  });
  return [...new Set(found.flat())].sort();
}
