import { fields, listOf, text } from "../../../base/shape.js";
import { shown, signed } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const params = fields({ pairs: listOf(fields({ left: text, right: listOf(text) })) });

/** Something is said to beat something else, everywhere. */
export const above = statementRule(
  "above",
  "each left number exceeds all the right ones",
  params,
  (paper, { pairs }) => {
    const leads = pairs.map(({ left, right }) => {
      const best = Math.max(...right.map((operand) => valueOf(paper, operand)));
      return { left, value: valueOf(paper, left), best };
    });
    const against = leads.filter(({ value, best }) => value <= best);
    const list = against.map(
      ({ left, value, best }) =>
        `${left} ${shown(value)} against ${shown(best)} (${signed(value - best)})`,
    );
    return {
      verdict: against.length === 0 ? "ok" : "mismatch",
      message: [`holds in ${leads.length - against.length} of ${leads.length}`, ...list].join("; "),
      cells: allCells(
        against.length === 0
          ? pairs.flatMap(({ left, right }) => [left, ...right])
          : against.map(({ left }) => left),
      ),
    };
  },
);
