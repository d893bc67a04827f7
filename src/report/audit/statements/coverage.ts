import { fields, listOf, number, optional, recordOf, text } from "../../../base/shape.js";
import { keyText, type AuditCell } from "../paper.js";
import { statementRule } from "./rule.js";

/** How many data sets are scored. */
export const scoredSets = statementRule(
  "scored-sets",
  "as many data sets are scored as the text says",
  fields({ printed: number }),
  ({ cells }, { printed }) => {
    const sets = new Set(
      cells.map((cell) => keyText(cell, "evalSet").split("/")[0]).filter((name) => name !== ""),
    );
    return {
      verdict: sets.size === printed ? "ok" : "mismatch",
      message: `${sets.size} are scored (${[...sets].join(", ")}), said ${printed}`,
      cells: [],
    };
  },
);

const params = fields({
  table: text,
  fields: listOf(text),
  /** The table whose combinations it should have; absent: all combinations of its own values. */
  asIn: optional(text),
  only: optional(recordOf(listOf(text))),
});

/** Whether a table shows every combination. */
export const coverage = statementRule(
  "coverage",
  "a table shows every combination of these fields that there is, or that another table shows",
  params,
  ({ cells }, { table, fields: names, asIn, only = {} }) => {
    const combination = (cell: AuditCell) => names.map((name) => keyText(cell, name)).join(" ");
    const own = cells.filter((cell) => cell.table === table);
    const shownHere = new Set(own.map(combination));
    const expected =
      asIn === undefined
        ? names
            .map((name) => [...new Set(own.map((cell) => keyText(cell, name)))])
            .reduce<readonly string[]>(
              (all, values) =>
                all.flatMap((start) =>
                  values.map((value) => (start === "" ? value : `${start} ${value}`)),
                ),
              [""],
            )
        : cells
            .filter(
              (cell) =>
                cell.table === asIn &&
                Object.entries(only).every(([name, values]) =>
                  values.includes(keyText(cell, name)),
                ),
            )
            .map(combination);
    const missing = [...new Set(expected)].filter((each) => !shownHere.has(each));
    return {
      verdict: missing.length === 0 ? "ok" : "ambiguous",
      message: missing.length === 0 ? "all are shown" : `not shown: ${missing.join(", ")}`,
      cells: [],
    };
  },
);
