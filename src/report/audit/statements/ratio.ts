import { fields, listOf, number, text } from "../../../base/shape.js";
import { shown } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const parts = fields({ of: text, over: listOf(text), most: number });

/** Something is said to cost about as much as others. */
export const ratio = statementRule(
  "ratio",
  "a number is at most so many times each of others",
  parts,
  (paper, { of, over, most }) => {
    const ratios = over.map((operand) => valueOf(paper, of) / valueOf(paper, operand));
    return {
      verdict: ratios.every((value) => value <= most) ? "ok" : "mismatch",
      message: `${ratios.map((value) => shown(value, 3)).join(", ")} times the others, at most ${most}`,
      cells: allCells([of, ...over]),
    };
  },
);

const shares = fields({ part: text, whole: text, most: number });

/** What is said to matter for a gain, of which most remains without it. */
export const share = statementRule(
  "share",
  "a gain shrinks to at most this share without what is said to matter; ambiguous where more remains",
  shares,
  (paper, { part, whole, most }) => {
    const kept = valueOf(paper, part) / valueOf(paper, whole);
    return {
      verdict: kept > most ? "ambiguous" : "ok",
      message: `${shown(valueOf(paper, part))} of ${shown(valueOf(paper, whole))} remain: ${shown(100 * kept, 0)} %`,
      cells: allCells([part, whole]),
    };
  },
);
