import * as tf from "@tensorflow/tfjs-core";
import { attentionBackward, attentionForward } from "../nn/attention.js";
import { differentiable } from "../nn/differentiable.js";
import { dropoutMask, keepScale, keptMask, type Dropout } from "../nn/dropout.js";
import { addRows, takeRows } from "../nn/gather.js";
import { add, free, mul, scale } from "../nn/kernels.js";
import { layerNormBackward, layerNormForward } from "../nn/layer-norm.js";
import { linearBackward, linearForward } from "../nn/linear.js";
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
  const size = config.width / heads;
  const [wq, bq, wk, bk, wv, bv, wo, bo, gain, shift] = weights as Ten;
  const attentionRate = dropout === null ? 0 : config.attentionDropout;
  const hiddenRate = dropout === null ? 0 : config.hiddenDropout;
  // Both constants act on weights, which are small, instead of on scores and probabilities.
  const queryScale = 1 / Math.sqrt(size);
  const valueScale = keepScale(attentionRate);

  const split = (t: tf.Tensor): tf.Tensor =>
    tf.transpose(tf.reshape(t, [count, width, heads, size]), [0, 2, 1, 3]);
  const join = (t: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.transpose(t, [0, 2, 1, 3]), [count * width, config.width]);
  /** Query, key and value from their projections side by side, [windows · width, 3 · d]: one product instead of three. */
  const splitThree = (t: tf.Tensor): tf.Tensor[] =>
    tf.unstack(tf.transpose(tf.reshape(t, [count, width, 3, heads, size]), [2, 0, 3, 1, 4]));
  const joinThree = ({
    query,
    key,
    value,
  }: Record<"query" | "key" | "value", tf.Tensor>): tf.Tensor =>
    tf.reshape(tf.transpose(tf.stack([query, key, value]), [1, 3, 0, 2, 4]), [
      count * width,
      3 * config.width,
    ]);
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
    const weight = tf.concat([scale(wq, queryScale), wk, scale(wv, valueScale)], 0);
    const shiftAll = tf.concat([scale(bq, queryScale), bk, scale(bv, valueScale)], 0);
    const [query, key, value] = splitThree(linearForward(x, weight, shiftAll));
    const kept =
      attentionRate === 0 ? null : keptMask(dropout!, [count, heads, width, width], attentionRate);
    const attended = attentionForward(query, key, value, bias, kept);
    kept?.dispose();
    const { trace } = attended;
    const joined = join(attended.context);
    attended.context.dispose();
    const output = linearForward(joined, wo, bo);
    const mask =
      hiddenRate === 0
        ? null
        : dropoutMask(dropout!, output.shape, hiddenRate, keepScale(hiddenRate));
    const sum = add(x, mask === null ? output : mul(output, mask));
    const norm = layerNormForward(sum, gain, shift, config.epsilon);
    free(output, sum);
    const asked = rows === null ? null : scale(takeRows(flat(trace.dropped), rows), valueScale);
    return {
      value:
        asked === null
          ? norm.value
          : tf.concat([tf.reshape(norm.value, [-1]), tf.reshape(asked, [-1])]),
      saved: {
        x,
        weight,
        wo,
        gain,
        joined,
        mask,
        normal: norm.normal,
        inverse: norm.inverse,
        ...trace,
      },
      backward: (dPacked, saved) => {
        const [dHidden, dRows] = unpack(dPacked);
        const normed = layerNormBackward(dHidden, saved.normal, saved.inverse, saved.gain);
        free(saved.normal, saved.inverse);
        const dOutput = saved.mask === null ? normed.x : mul(normed.x, saved.mask);
        const out = linearBackward(dOutput, saved.joined, saved.wo);
        const addRowGradient = (gradient: tf.Tensor): tf.Tensor => {
          if (dRows === null || rows === null) return gradient;
          const sum = addRows(flat(gradient), scale(dRows, valueScale), rows);
          gradient.dispose();
          return tf.reshape(sum, [count, heads, width, width]);
        };
        const inner = attentionBackward(split(out.x), saved, addRowGradient);
        const by = linearBackward(joinThree(inner), saved.x, saved.weight);
        const [dwq, dwk, dwv] = tf.split(by.weight, 3);
        const [dbq, dbk, dbv] = tf.split(by.bias, 3);
        const dx = add(normed.x, by.x);
        return [
          ...[dx, scale(dwq, queryScale), scale(dbq, queryScale), dwk, dbk],
          ...[scale(dwv, valueScale), scale(dbv, valueScale)],
          ...[out.weight, out.bias, normed.gain, normed.shift],
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
