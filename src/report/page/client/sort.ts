import { cells, factsOf, type Cell } from "./data.js";

/** In the order in which one wants to look at them. */
const VERDICTS = [
  "different",
  "suspect",
  "undecidable",
  "inconclusive",
  "missing",
  "equivalent",
  "quoted",
  "",
];

/** The largest value of a row's shown cells comes first. */
const KEYS: Readonly<Record<string, (cell: Cell) => number>> = {
  delta: (cell) => factsOf(cell).numbers.delta ?? -1,
  sd: (cell) => factsOf(cell).numbers.sd ?? -1,
  verdict: (cell) => -VERDICTS.indexOf(factsOf(cell).words.verdict),
};

/** Orders the rows of every table; "" is the paper's order, in which groups have their heads. */
export function sortRows(by: string): void {
  for (const body of document.querySelectorAll("table.report > tbody")) {
    const rows = [...body.querySelectorAll<HTMLTableRowElement>(":scope > tr")];
    const keyOf = (row: HTMLElement): number => {
      const shown = [...row.querySelectorAll<HTMLElement>("td[data-cell]:not(.off)")];
      const found = shown.flatMap((place) => cells.get(place.dataset.cell ?? "") ?? []);
      const key = by === "" || by === "name" ? undefined : KEYS[by];
      return key === undefined ? 0 : Math.max(-Infinity, ...found.map(key));
    };
    const place = (row: HTMLElement): number => Number(row.dataset.at);
    const name = (row: HTMLElement): string => row.dataset.row ?? "";
    rows.sort((a, b) =>
      by === ""
        ? place(a) - place(b)
        : by === "name"
          ? name(a).localeCompare(name(b))
          : keyOf(b) - keyOf(a) || place(a) - place(b),
    );
    for (const row of rows) {
      if (row.dataset.group !== undefined) row.hidden = by !== "" || isEmptyGroup(row, rows);
      body.append(row);
    }
  }
}

/** A group's head goes with its rows. */
function isEmptyGroup(head: HTMLElement, rows: readonly HTMLElement[]): boolean {
  const next = rows.slice(rows.indexOf(head) + 1);
  const end = next.findIndex((row) => row.dataset.group !== undefined);
  return next.slice(0, end < 0 ? undefined : end).every((row) => row.hidden);
}
