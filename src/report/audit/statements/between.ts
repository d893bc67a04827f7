import { fields, listOf, text } from "../../../base/shape.js";
import { shown } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const params = fields({ rows: listOf(fields({ whole: text, parts: listOf(text) })) });

/** A score of a whole lies between those of its parts. */
export const between = statementRule(
  "between",
  "a whole lies between the smallest and the largest of its parts; outside is impossible",
  params,
  (paper, { rows }) => {
    const outside = rows.filter(({ whole, parts }) => {
      const values = parts.map((operand) => valueOf(paper, operand));
      const value = valueOf(paper, whole);
      return value < Math.min(...values) || value > Math.max(...values);
    });
    const list = outside.map(({ whole }) => `${whole} ${shown(valueOf(paper, whole))}`);
    return {
      verdict: outside.length === 0 ? "ok" : "impossible",
      message: [`${rows.length - outside.length} of ${rows.length} lie between`, ...list].join(
        "; ",
      ),
      cells: allCells(
        (outside.length === 0 ? rows : outside).flatMap(({ whole, parts }) => [whole, ...parts]),
      ),
    };
  },
);
