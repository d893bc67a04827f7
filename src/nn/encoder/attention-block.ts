import * as tf from "@tensorflow/tfjs-core";
import { differentiable, traced } from "../ops/differentiable.js";
import { keepScale, nextMask } from "../ops/dropout.js";
import type { Dropout } from "../../contract/compute/dropout.js";
import {
  add,
  attention as attend,
  dropAddNorm,
  dropAddNormGradients,
  free,
  matMul,
} from "../ops/kernels.js";
import { widestOf } from "../ops/windows.js";
import type { EncoderConfig } from "../../contract/corpus/encoder.js";

/** What every layer of one pass shares. */
export interface PassContext {
  readonly config: EncoderConfig;
  /** Where each window's rows begin, and the end: [windows + 1]. */
  readonly starts: Int32Array;
  /** [rows], large and negative at padding; null where there is none. */
  readonly bias: tf.Tensor | null;
  readonly dropout: Dropout | null;
}

/**
 * LayerNorm(x + dropout(W_o · attention(x) + b)) with its way back. The dropout masks are drawn when this is called, so
 * that what it returns gives the same at every call: of x [rows, d], the tensors of ATTENTION_PARAMETERS in that order,
 * and the bias of the context.
 *
 * @param rows whose attention the value holds, too: it is then hidden states and attention end to end; null: none
 */
export function traceAttention(context: PassContext, rows: Int32Array | null) {
  const { config, starts, dropout } = context;
  const { heads } = config;
  const attentionMask = nextMask(dropout, config.attentionDropout);
  const hiddenMask = nextMask(dropout, config.hiddenDropout, starts);
  // Both constants act on query and value, which are small, instead of on scores and probabilities.
  const settings = {
    shape: { starts, heads },
    factors: {
      query: 1 / Math.sqrt(config.width / heads),
      value: keepScale(attentionMask?.rate ?? 0),
    },
    ...{ rows, mask: attentionMask },
  };
  return (x: tf.Tensor, weights: readonly tf.Tensor[], bias: tf.Tensor | null) => {
    const [wq, bq, wk, bk, wv, bv, wo, bo, gain, shift] = weights as Ten;
    // Query, key and value side by side: one product instead of three.
    const weight = tf.concat([wq, wk, wv], 0);
    const shiftAll = tf.concat([bq, bk, bv], 0);
    const { joined, asked, ...attended } = attend(matMul(x, weight, "second"), shiftAll, {
      ...settings,
      bias,
    });
    const branch = matMul(joined, wo, "second");
    const parameters = { bias: bo, gain, shift, epsilon: config.epsilon };
    const { value: hidden, ...norm } = dropAddNorm(x, branch, parameters, hiddenMask);
    branch.dispose();
    return traced({
      value:
        asked === null ? hidden : tf.concat([tf.reshape(hidden, [-1]), tf.reshape(asked, [-1])]),
      saved: { x, weight, wo, gain, joined, ...norm, ...attended.saved },
      backward: (dBoth, saved) => {
        const [dHidden, dRows] = apart(context, rows, dBoth);
        const normed = dropAddNormGradients(dHidden, saved, saved.gain, hiddenMask?.rate ?? 0);
        free(saved.normal, saved.inverse);
        const dJoined = matMul(normed.branch, saved.wo);
        const dwo = matMul(normed.branch, saved.joined, "first");
        const all = attended.backward(dJoined, dRows, saved);
        const dx = add(normed.x, matMul(all.x, saved.weight));
        const [dwq, dwk, dwv] = tf.split(matMul(all.x, saved.x, "first"), 3);
        const [dbq, dbk, dbv] = tf.split(all.bias, 3);
        return [
          ...[dx, dwq, dbq, dwk, dbk, dwv, dbv],
          ...[dwo, normed.bias, normed.gain, normed.shift],
        ];
      },
    });
  };
}

/** Hidden states and attention rows that a node of the tape, which has one value, holds end to end. */
function apart(
  { config, starts }: PassContext,
  rows: Int32Array | null,
  both: tf.Tensor,
): [tf.Tensor, tf.Tensor | null] {
  if (rows === null) return [both, null];
  const count = starts[starts.length - 1];
  const size = count * config.width;
  return [
    tf.reshape(tf.slice(both, [0], [size]), [count, config.width]),
    tf.reshape(tf.slice(both, [size]), [rows.length, config.heads, widestOf(starts)]),
  ];
}

/**
 * {@link traceAttention} as one node of the tape.
 *
 * @returns hidden [rows, d] and the asked attention [asked, heads, widest], after dropout
 */
export function attentionBlock(
  context: PassContext,
  x: tf.Tensor,
  weights: readonly tf.Tensor[],
  rows: Int32Array | null,
): { readonly hidden: tf.Tensor; readonly attention: tf.Tensor | null } {
  const trace = traceAttention(context, rows);
  const both = differentiable([x, ...weights], () => trace(x, weights, context.bias));
  const [hidden, attention] = apart(context, rows, both);
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
