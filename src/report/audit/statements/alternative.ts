import { fields, listOf, text } from "../../../base/shape.js";
import { same, signed } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const params = fields({ gains: listOf(fields({ printed: text, other: text })) });

/** A gain that rests on one of two printed values of one quantity. */
export const alternative = statementRule(
  "alternative",
  "a gain is the same with the other printed value of the same quantity",
  params,
  (paper, { gains }) => {
    const found = gains.map(({ printed, other }) => [
      valueOf(paper, printed),
      valueOf(paper, other),
    ]);
    return {
      verdict: found.every(([a, b]) => same(a, b)) ? "ok" : "ambiguous",
      message: found.map(([a, b]) => `${signed(a)} or ${signed(b)}`).join(", "),
      cells: allCells(gains.flatMap(({ printed, other }) => [printed, other])),
    };
  },
);
