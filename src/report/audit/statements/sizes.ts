import { either, fields, listOf, number, optional, text } from "../../../base/shape.js";
import { same } from "../numbers.js";
import { valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const params = fields({
  sizes: listOf(number),
  /** What they should add up to: a number, or a cell. */
  total: either(number, text),
  /** Sizes that were found in code or data. */
  found: optional(listOf(number)),
});

/** Parts of a whole, such as bands or segments of relations. */
export const sizes = statementRule(
  "sizes",
  "parts add up to the whole (ambiguous where they overlap), and are those of the released code",
  params,
  (paper, { sizes: stated, total, found }) => {
    const sum = stated.reduce((all, size) => all + size, 0);
    const whole = typeof total === "number" ? total : valueOf(paper, total);
    const differs = found !== undefined && found.join() !== stated.join();
    return {
      verdict: differs ? "mismatch" : same(sum, whole) ? "ok" : "ambiguous",
      message: differs
        ? `stated ${stated.join("/")}, found ${found.join("/")}`
        : `${stated.join(" + ")} is ${sum}, the whole is ${whole}`,
      cells: typeof total === "number" ? [] : [total],
    };
  },
);

const counts = fields({ of: listOf(text), found: listOf(number) });

/** Sizes of data sets. */
export const counted = statementRule(
  "counted",
  "printed counts are those of the public files",
  counts,
  (paper, { of, found }) => {
    const printed = of.map((operand) => valueOf(paper, operand));
    return {
      verdict: printed.every((value, at) => same(value, found[at])) ? "ok" : "mismatch",
      message: `printed ${printed.join(", ")}, counted ${found.join(", ")}`,
      cells: of,
    };
  },
);
