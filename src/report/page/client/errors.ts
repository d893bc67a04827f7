import { errorChanges, type Changed, type ErrorChanges, type Side } from "../../errors/changes.js";
import type { ErrorGroup } from "../../errors/group.js";
import { gainText } from "../difference/words.js";
import { cells as allCells, errors } from "./data.js";
import { element } from "./elements.js";
import { withFacts } from "./facts.js";
import { tableOf } from "./table.js";

/** Documents and relations that are listed of each sort. */
const SHOWN = 20;

/** Where the runs behind one line of cells err less or more than those behind another, set by set, to be opened. */
export async function errorsContent(
  pairs: readonly (readonly [a: string, b: string])[],
): Promise<readonly HTMLElement[]> {
  const groups = await errors;
  const groupOf = (cell: string): ErrorGroup | undefined =>
    groups.find(({ cells }) => cells.includes(cell));
  const seen = new Set<string>();
  const found = pairs.flatMap(([a, b]) => {
    const [left, right] = [groupOf(a), groupOf(b)];
    if (left === undefined || right === undefined || left === right) return [];
    const key = `${left.cells[0]} ${right.cells[0]}`;
    if (left.set !== right.set || seen.has(key)) return [];
    seen.add(key);
    return [contentOf(errorChanges(left, right), [a, b])];
  });
  return [...found, ...absent()];
}

type Pair = readonly [a: string, b: string];

function contentOf({ set, documents, relations }: ErrorChanges, pair: Pair): HTMLElement {
  const { row = "", column = "" } = allCells.get(pair[0]) ?? {};
  const title = `Documents and relations of ${set} (A: ${row}, ${column})`;
  const made = element("details", {}, element("summary", {}, title));
  // Hundreds of lines are made when they are asked for.
  made.addEventListener(
    "toggle",
    () => {
      made.append(
        ...(documents === null ? [] : documentTables(documents, pair)),
        listOf(
          `Relations whose errors change most, of ${relations.length}; means over seeds`,
          "relation",
          relations.filter(({ gain }) => gain !== 0).slice(0, SHOWN),
        ),
      );
    },
    { once: true },
  );
  return made;
}

const documentTables = (documents: readonly Changed[], pair: Pair): readonly HTMLElement[] => {
  const gaining = documents.filter(({ gain }) => gain > 0);
  const losing = documents.filter(({ gain }) => gain < 0).reverse();
  const tables = [
    listOf(
      `Documents that gain most from A to B: ${gaining.length} of ${documents.length} gain`,
      "document",
      gaining.slice(0, SHOWN),
    ),
    listOf(
      `Documents that lose most: ${losing.length} of ${documents.length} lose; numbers are places in the file, from 1`,
      "document",
      losing.slice(0, SHOWN),
    ),
  ];
  return withFacts(tables, pair);
};

const HEADS = [
  "gold",
  "A right / wrong / missed",
  "B right / wrong / missed",
  "F1 of A",
  "F1 of B",
];

const listOf = (caption: string, what: string, all: readonly Changed[]): HTMLElement =>
  tableOf(
    caption,
    [what, ...HEADS, "errors fewer in B"],
    all.map(({ name, gold, a, b, gain }) => [
      name,
      Number.isInteger(gold) ? String(gold) : gold.toFixed(1),
      countsText(a),
      countsText(b),
      a.f1.toFixed(1),
      b.f1.toFixed(1),
      gainText(gain, 1),
    ]),
  );

const countsText = ({ correct, wrong, missed }: Side): string =>
  [correct, wrong, missed].map((count) => count.toFixed(1)).join(" / ");

/** Why less is shown than there is. */
function absent(): readonly HTMLElement[] {
  const lacks = document.getElementById("report-errors")?.dataset.lacks ?? "";
  if (lacks === "") return [];
  const text = `Counts of ${lacks} are left out of a page of so many runs; a report of one table has them.`;
  return [element("p", { class: "soft" }, text)];
}
