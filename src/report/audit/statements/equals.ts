import { fields, listOf, number, oneOf } from "../../../base/shape.js";
import { text } from "../../../base/shape.js";
import { agrees, mean, shown } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const WAYS: Readonly<Record<string, (values: readonly number[]) => readonly number[]>> = {
  each: (values) => values,
  mean: (values) => [mean(values)],
  sum: (values) => [values.reduce((sum, value) => sum + value, 0)],
  extremes: (values) => [Math.min(...values), Math.max(...values)],
  largest: (values) => [Math.max(...values)],
};

const params = fields({
  parts: listOf(
    fields({
      of: listOf(text),
      as: oneOf("each", "mean", "sum", "extremes", "largest"),
      printed: listOf(number),
    }),
  ),
});

/** A sentence repeats numbers, or gives a mean, sum or range of them. */
export const equals = statementRule(
  "equals",
  "numbers of the text are those of the tables: each, their mean, sum, extremes or largest",
  params,
  (paper, { parts }) => {
    const found = parts.map(({ of, as, printed }) => {
      const values = WAYS[as](of.map((operand) => valueOf(paper, operand)));
      const decimals = paper.cell(allCells(of)[0]).decimals;
      const fits =
        values.length === printed.length &&
        values.every((value, at) => agrees(value, printed[at], decimals + (as === "mean" ? 0 : 2)));
      const text = (list: readonly number[]) =>
        list.map((value) => shown(value, decimals)).join(", ");
      return { fits, message: `tables give ${text(values)}, the text ${text(printed)}` };
    });
    return {
      verdict: found.every(({ fits }) => fits) ? "ok" : "mismatch",
      message: found.map(({ message }) => message).join("; "),
      cells: allCells(parts.flatMap(({ of }) => of)),
    };
  },
);
