import { fields, listOf, number, text } from "../../../base/shape.js";
import { mean, shown } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const params = fields({
  of: listOf(text),
  /** n and lambda of each number: it is multiplied by n / lambda. */
  by: listOf(listOf(number)),
});

/** Largest minus smallest, in percent of the mean. */
const spreadOf = (values: readonly number[]): number =>
  (100 * (Math.max(...values) - Math.min(...values))) / mean(values);

/** A trend that a factor in the definition of what was measured makes. */
export const rescaled = statementRule(
  "rescaled",
  "a trend is still there, at half its size or more, when a known factor is taken out",
  params,
  (paper, { of, by }) => {
    const values = of.map((operand) => valueOf(paper, operand));
    const scaled = values.map((value, at) => (value * by[at][0]) / by[at][1]);
    const [before, after] = [spreadOf(values), spreadOf(scaled)];
    return {
      verdict: after < before / 2 ? "mismatch" : "ok",
      message: `spread of ${shown(before, 1)} % as printed, ${shown(after, 1)} % rescaled: ${scaled.map((value) => shown(value)).join(", ")}`,
      cells: allCells(of),
    };
  },
);
