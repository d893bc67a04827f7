import * as tf from "@tensorflow/tfjs-core";
import { gatherRows } from "../../../nn/ops/gather.js";
import type { Cells, Squares } from "../shared/cells.js";
import type { MinedRule } from "./mining.js";

/** How far a rule may be violated for nothing, by its number of atoms. */
export interface Slack {
  readonly one: number;
  readonly two: number;
}

/** log σ of what is not there: so low that no body with it is ever violated. */
const ABSENT = -1e4;
/** Values at once, in rules × entities³. */
const MOST = 4e6;

/**
 * How much logits violate rules (spec/plugins.md 3.2): the sum over rules of the mean over pairs of relu(body + log confidence
 * − target − slack), each the log-sigmoid of a logit, for two atoms the most violated path. Differentiable, body and target.
 *
 * @param relations [rows, R]: logits of the relations, as they are or less their threshold.
 */
export function inconsistency(
  relations: tf.Tensor2D,
  squares: Squares,
  rules: readonly MinedRule[],
  slack: Slack,
): Record<"one" | "two", tf.Scalar> {
  // tf.logSigmoid does not keep what its gradient needs.
  const truth = tf.softplus(relations.neg()).neg<tf.Tensor2D>();
  // The row behind the last stands for pairs that are not there.
  const table = tf.concat<tf.Tensor2D>([truth, tf.fill([1, truth.shape[1]], ABSENT)], 0);
  const [ones, twos] = [1, 2].map((n) => rules.filter(({ body }) => body.length === n));
  const pairs = squares.documents.reduce(
    (sum, { rowOf }) => sum + rowOf.filter((row) => row < relations.shape[0]).length,
    0,
  );
  const [first, second]: tf.Scalar[][] = [[], []];
  for (const cells of squares.documents) {
    const square = squareOf(table, cells);
    const target = (own: readonly MinedRule[]) =>
      take(square, own, ({ target }) => target).sub<tf.Tensor2D>(logConfidences(own));
    const there = tf.tensor1d(
      Float32Array.from(cells.rowOf, (row) => Number(row < relations.shape[0])),
    );
    if (ones.length > 0) {
      const body = take(square, ones, ({ body }) => body[0]);
      first.push(violated(body, target(ones), slack.one, there));
    }
    // Two entities leave none for a path to go through.
    if (cells.entities < 3) continue;
    for (const some of chunks(twos, cells.entities)) {
      const bodies = strongestPaths(square, some, cells.entities);
      second.push(violated(bodies, target(some), slack.two, there));
    }
  }
  const mean = (terms: readonly tf.Scalar[]): tf.Scalar =>
    terms.length === 0 ? tf.scalar(0) : tf.addN([...terms]).div<tf.Scalar>(Math.max(1, pairs));
  return { one: mean(first), two: mean(second) };
}

/** log σ of relations and inverses in every cell, [2R, entities²]. */
const squareOf = (table: tf.Tensor2D, { rowOf, reversed }: Cells): tf.Tensor2D =>
  tf
    .concat<tf.Tensor2D>([gatherRows(table, rowOf), gatherRows(table, reversed)], 1)
    .transpose<tf.Tensor2D>();

/** A relation of each rule, [rules, entities²]. */
const take = (
  square: tf.Tensor2D,
  rules: readonly MinedRule[],
  relation: (rule: MinedRule) => number,
): tf.Tensor2D =>
  gatherRows(
    square,
    Int32Array.from(rules, (rule) => relation(rule) - 1),
  );

const logConfidences = (rules: readonly MinedRule[]): tf.Tensor2D =>
  tf.tensor2d(
    rules.map(({ confidence }) => [Math.log(confidence)]),
    [rules.length, 1],
  );

/** Of each rule's paths x → z → y the one that holds most, [rules, entities²]. */
function strongestPaths(square: tf.Tensor2D, rules: readonly MinedRule[], n: number): tf.Tensor2D {
  const atom = (index: number): tf.Tensor2D => take(square, rules, ({ body }) => body[index]);
  const first = atom(0).reshape<tf.Tensor4D>([rules.length, n, n, 1]);
  const second = atom(1).reshape<tf.Tensor4D>([rules.length, 1, n, n]);
  return first
    .add(second)
    .max(2)
    .reshape<tf.Tensor2D>([rules.length, n ** 2]);
}

/** The sum over rules and the pairs that are there. */
const violated = (
  body: tf.Tensor2D,
  target: tf.Tensor2D,
  slack: number,
  there: tf.Tensor1D,
): tf.Scalar => tf.relu(body.sub(target).sub(slack)).mul(there).sum();

function chunks(rules: readonly MinedRule[], entities: number): readonly (readonly MinedRule[])[] {
  const size = Math.max(1, Math.floor(MOST / entities ** 3));
  return Array.from({ length: Math.ceil(rules.length / size) }, (_, i) =>
    rules.slice(i * size, (i + 1) * size),
  );
}
