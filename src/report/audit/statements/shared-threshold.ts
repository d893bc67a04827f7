import { fields, listOf, number, oneOf, type Shaped } from "../../../base/shape.js";
import type { AuditVerdict } from "../finding.js";
import { same, shown } from "../numbers.js";
import { statementRule } from "./rule.js";

const params = fields({
  question: oneOf(
    "identical",
    "gradients",
    "weights",
    "in-place",
    "decoding",
    "single",
    "one-rule",
  ),
  /** Threshold i of n is (own · logit_i + others · Σ_{j≠i} logit_j) / lambda. */
  own: number,
  others: number,
  settings: listOf(fields({ n: number, lambda: number })),
});

type Params = Shaped<typeof params>;
type Setting = Params["settings"][number];

/** [threshold][logit] */
const weights = ({ own, others }: Params, { n, lambda }: Setting): readonly (readonly number[])[] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => (i === j ? own : others) / lambda),
  );

const total = (row: readonly number[]): number => row.reduce((sum, value) => sum + value, 0);
const named = ({ n, lambda }: Setting): string => `n = ${n}, lambda = ${lambda}`;
const allSame = (values: readonly number[]): boolean =>
  values.every((value) => same(value, values[0]));

/** What each question asks of an average of threshold logits. */
const QUESTIONS: Readonly<Record<Params["question"], (p: Params) => [AuditVerdict, string]>> = {
  identical: (p) => {
    const [first, ...rest] = weights(p, p.settings[0]);
    const equal = rest.every((row) => row.every((value, at) => same(value, first[at])));
    return [
      equal ? "mismatch" : "ok",
      equal ? "all averaged thresholds are the same sum over lambda" : "thresholds differ",
    ];
  },
  gradients: (p) => {
    const matrix = weights(p, p.settings[0]);
    const columns = matrix[0].map((_, j) => total(matrix.map((row) => row[j])));
    const frozen = allSame(columns) && matrix.every((row) => allSame(row));
    return [
      frozen ? "mismatch" : "ok",
      frozen
        ? "each threshold logit gets the same gradient whatever the loss: their differences keep their random start"
        : "gradients of the threshold logits differ",
    ];
  },
  weights: (p) => {
    const sums = p.settings.map((setting) => total(weights(p, setting)[0]));
    return [
      sums.every((sum) => same(sum, 1)) ? "ok" : "mismatch",
      `weights add to ${sums.map((sum, at) => `${shown(sum, 4)} (${named(p.settings[at])})`).join(", ")}`,
    ];
  },
  "in-place": (p) => {
    const matrix = weights(p, p.settings[0]);
    const start = matrix.map((_, at) => at + 1);
    const defined = matrix.map((row) => total(row.map((value, j) => value * start[j])));
    const assigned = [...start];
    matrix.forEach((row, i) => {
      assigned[i] = total(row.map((value, j) => value * assigned[j]));
    });
    const equal = defined.every((value, at) => same(value, assigned[at]));
    return [
      equal ? "ok" : "ambiguous",
      `logits ${start.join(", ")} give ${defined.map((value) => shown(value)).join(", ")} by definition, ${assigned.map((value) => shown(value)).join(", ")} one after the other`,
    ];
  },
  decoding: (p) => {
    const ratios = p.settings.map(({ n, lambda }) => lambda / n);
    return [
      ratios.every((ratio) => same(ratio, 1)) ? "ok" : "ambiguous",
      `raw thresholds are ${ratios.map((ratio, at) => `${shown(ratio, 3)} (${named(p.settings[at])})`).join(", ")} of the trained ones`,
    ];
  },
  single: (p) => {
    const [{ lambda }] = p.settings;
    return [
      same(lambda, p.own) ? "ok" : "ambiguous",
      `with one segment the threshold is the logit over ${lambda}, the plain loss needs ${p.own}`,
    ];
  },
  "one-rule": (p) => {
    const ratios = p.settings.map(({ n, lambda }) => n - lambda);
    return [
      allSame(ratios) ? "ok" : "ambiguous",
      `n - lambda is ${ratios.map((value, at) => `${value} (${named(p.settings[at])})`).join(", ")}`,
    ];
  },
};

/** Thresholds of several segments that are averages of each other. */
export const sharedThreshold = statementRule(
  "shared-threshold",
  "what a stated average of threshold logits computes is what is said of it",
  params,
  (_, statement) => {
    const [verdict, message] = QUESTIONS[statement.question](statement);
    return { verdict, message, cells: [] };
  },
);
