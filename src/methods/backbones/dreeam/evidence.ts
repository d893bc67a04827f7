import * as tf from "@tensorflow/tfjs-core";
import type { BackboneBatch } from "../../../contract/backbone.js";
import { differentiable } from "../../../nn/ops/differentiable.js";
import { gatherRows } from "../../../nn/ops/gather.js";

/** Stands in place of exact zeros on both sides; officially a constant, through which no gradient goes. */
const FLOOR = 1e-30;

/** Sentences of the document that has most; at least 1. */
const mostSentences = ({ features }: BackboneBatch): number =>
  Math.max(1, ...features.map(({ sentences = [] }) => sentences.length));

/**
 * Which sentence each token is in: [documents, width, sentences]. Special tokens are in none, so that the shares of a
 * pair's sentences sum to slightly less than 1.
 */
export function sentenceTokens(batch: BackboneBatch): tf.Tensor3D {
  const { size, width, features } = batch;
  const most = mostSentences(batch);
  const marks = new Float32Array(size * width * most);
  features.forEach(({ sentences = [] }, document) => {
    sentences.forEach(([start, end], sentence) => {
      for (let at = start + 1; at < Math.min(end + 1, width); at++) {
        marks[(document * width + at) * most + sentence] = 1;
      }
    });
  });
  return tf.tensor3d(marks, [size, width, most]);
}

/**
 * KL divergence of a pair's shares by sentence from the annotated evidence (spec/backbone-dreeam.md, section 6), summed
 * over sentences and divided by the number of pairs with a relation: those without annotation count in it and add next
 * to nothing [K]. Evidence is counted over a pair's relations [K]. Without such a pair it is 0, where the official code
 * divides 0 by 0 [F].
 *
 * @param shares [contexts, sentences], differentiable.
 * @param context which of them belongs to each row.
 */
export function evidenceLoss(
  shares: tf.Tensor2D,
  context: Int32Array,
  batch: BackboneBatch,
): tf.Scalar {
  const most = shares.shape[1];
  const columns = batch.rows === 0 ? 0 : batch.labels.length / batch.rows;
  const rows: number[] = [];
  const targets: number[] = [];
  let entropy = 0;
  let row = 0;
  for (const { pairs, evidence = [] } of batch.features) {
    for (let pair = 0; 2 * pair < pairs.length; pair++, row++) {
      const isPositive = batch.labels.subarray(row * columns + 1, (row + 1) * columns).includes(1);
      if (!isPositive) continue;
      const counts = evidence[pair] ?? [];
      const sum = counts.reduce((all, count) => all + count, 0) + FLOOR;
      rows.push(context[row]);
      for (let sentence = 0; sentence < most; sentence++) {
        const target = (counts[sentence] ?? 0) / sum || FLOOR;
        targets.push(target);
        entropy += target * Math.log(target);
      }
    }
  }
  if (rows.length === 0) return tf.scalar(0);
  const given = gatherRows(shares, Int32Array.from(rows));
  const target = tf.tensor2d(targets, [rows.length, most]);
  return tf.sub(entropy, crossTerm(given, target)).div(rows.length);
}

/** Σ target · log(given), without gradient through exact zeros. */
const crossTerm = (given: tf.Tensor2D, target: tf.Tensor2D): tf.Tensor =>
  differentiable([given], () => ({
    value: tf.tidy(() => target.mul(tf.maximum(given, FLOOR).log()).sum()),
    saved: { given, target },
    backward: (dy, saved) =>
      tf.tidy(() => {
        const slope = saved.target.div(tf.maximum(saved.given, FLOOR)).mul(dy);
        return [tf.where(saved.given.greater(FLOOR), slope, tf.zerosLike(slope))];
      }),
  }));
