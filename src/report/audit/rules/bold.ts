import { groupBy } from "../../../base/group-by.js";
import { keyText, placeOf, type AuditCell, type Paper } from "../paper.js";
import type { Rule } from "./rule.js";

/** Rivals for the bold face: cells of a table that share the fields that `bestOf` names. */
const contests = ({ header, cells }: Paper): readonly (readonly AuditCell[])[] =>
  Object.entries(header.bestOf).flatMap(([table, shared]) => [
    ...groupBy(
      cells.filter((cell) => cell.table === table && cell.value !== null),
      (cell) => JSON.stringify(shared.map((name) => partOf(cell, name))),
    ).values(),
  ]);

const partOf = (cell: AuditCell, name: string): string =>
  name === "row" ? cell.line : name === "column" ? cell.column : keyText(cell, name);

const best = (group: readonly AuditCell[]): number =>
  Math.max(...group.map(({ value }) => value ?? NaN));

const list = (cells: readonly AuditCell[]): string =>
  cells.length === 0 ? "" : `: ${cells.map(placeOf).join("; ")}`;

/** Bold numbers are the best of their contest, and the best are bold. */
export const bold: Rule = {
  about: "a bold number is the best of its rivals, and the best is bold (bestOf of paper.json)",
  find: (paper) => {
    const all = contests(paper);
    if (all.length === 0) return [];
    const where = Object.keys(paper.header.bestOf).join(", ");
    const beaten = all.flatMap((group) =>
      group.filter((cell) => cell.bold === true && (cell.value ?? NaN) < best(group)),
    );
    const plain = all.flatMap((group) => {
      const first = group.filter(({ value }) => value === best(group));
      return first.some((cell) => cell.bold === true) ? [] : first;
    });
    const item = { category: "bold", where };
    return [
      {
        ...item,
        id: "bold/all",
        claim: "no bold number is beaten by a rival",
        verdict: beaten.length === 0 ? "ok" : "mismatch",
        message: `${beaten.length} in ${all.length} contests${list(beaten)}`,
        cells: beaten.map(({ id }) => id),
      },
      {
        ...item,
        id: "bold/missing",
        claim: "the best number of a contest is bold",
        verdict: plain.length === 0 ? "ok" : "ambiguous",
        message: `${plain.length} best numbers in ${all.length} contests are not bold${list(plain)}`,
        cells: plain.map(({ id }) => id),
      },
    ];
  },
};
