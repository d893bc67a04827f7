import { join } from "node:path";
import { sha256 } from "../../base/canonical.js";
import { parseLine, readWhole } from "../../base/read-json.js";
import { fields, number, text } from "../../base/shape.js";
import type { FactTriple } from "../../contract/corpus/fact.js";
import type { RunFiles } from "../../provenance/run-files.js";
import type { FactList } from "../../report/errors/facts.js";
import { evalDir, FILES } from "../../store/paths.js";

type Placed = ReturnType<FactList["place"]>;

/** Of each evaluation that is done; null: its predictions are gone, or other ones; none where a result has no documents. */
export async function placedOf(
  list: FactList,
  ids: readonly string[],
  root: string,
  files: RunFiles,
): Promise<readonly (Placed | null)[]> {
  const all: (Placed | null)[] = [];
  for (const id of ids) {
    const dir = evalDir(root, id);
    const found = await files.evaluation(dir);
    if (found.state !== "value") continue;
    const { result, digests } = found.value;
    const { documents } = result;
    // An earlier version's: the page has no documents of it that could be opened.
    if (documents === undefined) return [];
    const path = join(dir, FILES.predictions);
    const content = await readWhole(path);
    const digest = digests[FILES.predictions];
    if (content.state !== "value" || (digest !== undefined && sha256(content.value) !== digest)) {
      all.push(null);
      continue;
    }
    const placed = list.place(factsIn(content.value));
    const fits =
      documents.gold.length === placed.length &&
      list
        .counts(placed)
        .every(
          ([gold, submitted, correct], at) =>
            gold === documents.gold[at] &&
            submitted === documents.submitted[at] &&
            correct === documents.correct[at],
        );
    all.push(fits ? placed : null);
  }
  return all;
}

const fact = fields({ title: text, h_idx: number, t_idx: number, r: text });

/** The facts of a file that this program wrote, one a line. There are millions behind a table. */
function* factsIn(lines: string): Iterable<FactTriple> {
  for (const line of lines.split("\n")) {
    const found = line === "" ? null : parseLine(line, fact);
    if (found !== null) yield found;
  }
}
