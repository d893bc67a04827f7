import * as tf from "@tensorflow/tfjs-core";
import { attentionBackward, attentionForward } from "../nn/attention.js";
import { differentiable } from "../nn/differentiable.js";
import { dropAddNorm, dropAddNormGradients } from "../nn/drop-add-norm.js";
import { keepScale, nextMask, type Dropout } from "../nn/dropout.js";
import { addRows, takeRows } from "../nn/gather.js";
import { joinHeads, joinThreeHeads, splitHeads, splitThreeHeads } from "../nn/heads.js";
import { add, free, matMul, scale } from "../nn/kernels.js";
import type { EncoderConfig } from "./types.js";

/** What every layer of one pass shares. */
export interface PassContext {
  readonly config: EncoderConfig;
  readonly count: number;
  readonly width: number;
  /** [windows, 1, 1, width], large and negative at padding; null where there is none. */
  readonly bias: tf.Tensor | null;
  readonly dropout: Dropout | null;
}

/**
 * LayerNorm(x + dropout(W_o · attention(x) + b)), as one node of the tape.
 *
 * @param x [windows · width, d]
 * @param weights tensors of ATTENTION_PARAMETERS, in that order
 * @param rows which rows of the attention to return too, as indices into [windows · heads · width]; null: none
 * @returns hidden [windows · width, d] and the asked attention rows [rows, width], after dropout
 */
export function attentionBlock(
  context: PassContext,
  x: tf.Tensor,
  weights: readonly tf.Tensor[],
  rows: Int32Array | null,
): { readonly hidden: tf.Tensor; readonly attention: tf.Tensor | null } {
  const { config, count, width, bias, dropout } = context;
  const { heads } = config;
  const shape = { width, heads };
  const [wq, bq, wk, bk, wv, bv, wo, bo, gain, shift] = weights as Ten;
  const attentionMask = nextMask(dropout, config.attentionDropout);
  const hiddenMask = nextMask(dropout, config.hiddenDropout);
  // Both constants act on weights, which are small, instead of on scores and probabilities.
  const queryScale = 1 / Math.sqrt(config.width / heads);
  const valueScale = keepScale(attentionMask?.rate ?? 0);

  const flat = (attention: tf.Tensor): tf.Tensor => tf.reshape(attention, [-1, width]);

  // A node of the tape has one value, so hidden states and attention rows leave it end to end.
  const hiddenSize = count * width * config.width;
  const unpack = (both: tf.Tensor): [tf.Tensor, tf.Tensor | null] => {
    if (rows === null) return [both, null];
    return [
      tf.reshape(tf.slice(both, [0], [hiddenSize]), [count * width, config.width]),
      tf.reshape(tf.slice(both, [hiddenSize]), [rows.length, width]),
    ];
  };

  const packed = differentiable([x, ...weights], () => {
    // Query, key and value side by side: one product instead of three.
    const weight = tf.concat([scale(wq, queryScale), wk, scale(wv, valueScale)], 0);
    const shiftAll = tf.concat([scale(bq, queryScale), bk, scale(bv, valueScale)], 0);
    const projected = matMul(x, weight, "second");
    const [query, key, value] = splitThreeHeads(projected, shiftAll, shape);
    projected.dispose();
    const { context: attended, trace } = attentionForward(query, key, value, bias, attentionMask);
    const joined = joinHeads(attended);
    attended.dispose();
    const branch = matMul(joined, wo, "second");
    const parameters = { bias: bo, gain, shift, epsilon: config.epsilon };
    const { value: hidden, ...norm } = dropAddNorm(x, branch, parameters, hiddenMask);
    branch.dispose();
    const asked = rows === null ? null : scale(takeRows(flat(trace.dropped), rows), valueScale);
    return {
      value:
        asked === null ? hidden : tf.concat([tf.reshape(hidden, [-1]), tf.reshape(asked, [-1])]),
      saved: { x, weight, wo, gain, joined, ...norm, ...trace },
      backward: (dPacked, saved) => {
        const [dHidden, dRows] = unpack(dPacked);
        const normed = dropAddNormGradients(dHidden, saved, saved.gain, hiddenMask?.rate ?? 0);
        free(saved.normal, saved.inverse);
        const dJoined = matMul(normed.branch, saved.wo);
        const dwo = matMul(normed.branch, saved.joined, "first");
        const addRowGradient = (gradient: tf.Tensor): tf.Tensor => {
          if (dRows === null || rows === null) return gradient;
          const sum = addRows(flat(gradient), scale(dRows, valueScale), rows);
          gradient.dispose();
          return tf.reshape(sum, [count, heads, width, width]);
        };
        const inner = attentionBackward(splitHeads(dJoined, shape), saved, addRowGradient);
        const all = joinThreeHeads([inner.query, inner.key, inner.value]);
        const dx = add(normed.x, matMul(all.x, saved.weight));
        const [dwq, dwk, dwv] = tf.split(matMul(all.x, saved.x, "first"), 3);
        const [dbq, dbk, dbv] = tf.split(all.bias, 3);
        return [
          ...[dx, scale(dwq, queryScale), scale(dbq, queryScale), dwk, dbk],
          ...[scale(dwv, valueScale), scale(dbv, valueScale)],
          ...[dwo, normed.bias, normed.gain, normed.shift],
        ];
      },
    };
  });
  const [hidden, attention] = unpack(packed);
  return { hidden, attention };
}

type Ten = readonly [
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
];
