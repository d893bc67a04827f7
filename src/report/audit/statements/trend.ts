import { fields, listOf, oneOf, text } from "../../../base/shape.js";
import { shown, signed } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const params = fields({ of: listOf(text), goes: oneOf("up", "down") });

/** Numbers are said to rise or fall, step by step. */
export const trend = statementRule(
  "trend",
  "numbers rise or fall at every step; ambiguous where only the ends do",
  params,
  (paper, { of, goes }) => {
    const values = of.map((operand) => valueOf(paper, operand));
    const sign = goes === "up" ? 1 : -1;
    const steps = values.slice(1).map((value, at) => value - values[at]);
    const whole = (values[values.length - 1] - values[0]) * sign > 0;
    const all = steps.every((step) => step * sign > 0);
    return {
      verdict: all ? "ok" : whole ? "ambiguous" : "mismatch",
      message: `from ${shown(values[0])} by ${steps.map((step) => signed(step)).join(", ")}`,
      cells: allCells(of),
    };
  },
);
