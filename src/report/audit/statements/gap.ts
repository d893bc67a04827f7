import { fields, listOf, number, text } from "../../../base/shape.js";
import { mean, shown } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { statementRule } from "./rule.js";

const params = fields({ gaps: listOf(fields({ gap: text, beside: text })), least: number });

/** Two metrics lie as far apart as elsewhere. */
export const gap = statementRule(
  "gap",
  "a distance between two metrics is at least this share of the one beside it",
  params,
  (paper, { gaps, least }) => {
    const found = gaps.map(({ gap: own, beside }) => [valueOf(paper, own), valueOf(paper, beside)]);
    return {
      verdict: found.some(([own, beside]) => own < least * beside) ? "ambiguous" : "ok",
      message: found.map(([own, beside]) => `${shown(own)} beside ${shown(beside)}`).join(", "),
      cells: allCells(gaps.flatMap(({ gap: own, beside }) => [own, beside])),
    };
  },
);

const means = fields({ of: listOf(text), beside: listOf(text), least: number });

/** Gains under one setting are as large as under others. */
export const smallerMean = statementRule(
  "smaller-mean",
  "the mean of some gains is at least this share of the mean of others",
  means,
  (paper, { of, beside, least }) => {
    const [own, other] = [of, beside].map((list) =>
      mean(list.map((operand) => valueOf(paper, operand))),
    );
    return {
      verdict: own < least * other ? "ambiguous" : "ok",
      message: `mean ${shown(own)} of ${of.length}, ${shown(other)} of ${beside.length} others`,
      cells: allCells(of),
    };
  },
);
