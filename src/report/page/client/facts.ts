import { factChanges, type DocumentChanges, type FactChange } from "../../errors/fact-changes.js";
import type { GroupFacts, SetFacts } from "../../errors/facts.js";
import { facts } from "./data.js";
import { element } from "./elements.js";
import { tableOf } from "./table.js";

/** The facts behind two cells, of the same set. */
interface Sides {
  readonly set: SetFacts;
  readonly a: GroupFacts;
  readonly b: GroupFacts;
}

/** Lets the documents of tables be opened: each shows its facts below its row. Where there are none, says why. */
export function withFacts(
  tables: readonly HTMLElement[],
  pair: readonly [a: string, b: string],
): readonly HTMLElement[] {
  const lacks = document.getElementById("report-facts")?.dataset.lacks ?? "";
  const said = element("p", { class: "soft" }, `Facts of documents are left out: ${lacks}.`);
  void sidesOf(pair).then((sides) => {
    if (sides === null) return;
    if (lacks !== "") said.remove();
    for (const row of tables.flatMap((table) => [...table.querySelectorAll("tbody tr")])) {
      addButton(row, sides);
    }
  });
  return lacks === "" ? tables : [...tables, said];
}

async function sidesOf([left, right]: readonly [string, string]): Promise<Sides | null> {
  const all = await facts();
  const [a, b] = [left, right].map((cell) => all?.groups.find(({ cells }) => cells.includes(cell)));
  const set = all?.sets.find((each) => each.set === a?.set);
  return a === undefined || b === undefined || set === undefined ? null : { set, a, b };
}

function addButton(row: Element, sides: Sides): void {
  const head = row.querySelector("th");
  if (head === null) return;
  const name = head.textContent;
  const label = `facts of document ${name}`;
  const button = element(
    "button",
    { type: "button", class: "facts", "aria-expanded": "false", "aria-label": label },
    name,
  );
  let shown: HTMLElement | null = null;
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(shown === null));
    if (shown === null) {
      shown = below(row, name, sides);
      row.after(shown);
    } else {
      shown.remove();
      shown = null;
    }
  });
  head.replaceChildren(button);
}

function below(row: Element, name: string, { set, a, b }: Sides): HTMLElement {
  const { changes, alike } = factChanges(set, a, b, Number(name) - 1);
  const content = element(
    "div",
    { class: "facts" },
    tableOf(
      `Document ${name}: gold facts that A and B do not find equally often, and what they predict wrongly; in how many runs`,
      ["", "head", "relation", "tail", `A, of ${a.runs}`, `B, of ${b.runs}`],
      changes.map((change) => [
        kindOf(change, a, b),
        ...[change.head, change.relation, change.tail],
        ...[change.a, change.b].map(String),
      ]),
      "fields",
    ),
    element("p", {}, alikeText(alike)),
  );
  const cells = String(row.children.length);
  return element("tr", {}, element("td", { colspan: cells }, content));
}

function kindOf(change: FactChange, a: GroupFacts, b: GroupFacts): string {
  if (!change.isGold) return "wrong";
  return change.b / b.runs > change.a / a.runs ? "gold, B gains" : "gold, B loses";
}

const alikeText = ({ found, missed, others }: DocumentChanges["alike"]): string =>
  `Gold facts that differ in nothing: ${found} found and ${missed} missed by all runs${others === 0 ? "" : `, ${others} by as many of A as of B`}.`;
