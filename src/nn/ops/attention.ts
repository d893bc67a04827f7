import * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "./dropout.js";
import { droppedSoftmax, droppedSoftmaxGradient } from "./dropped-softmax.js";
import { addRows, takeRows } from "./gather.js";
import {
  joinHeads,
  joinThreeHeads,
  splitHeads,
  splitThreeHeads,
  type Factors,
  type HeadsShape,
} from "./heads.js";
import { free, matMul, scale } from "./kernels.js";

/** What attention is told beside its input. */
export interface AttentionSettings {
  readonly shape: HeadsShape;
  /** 1 / √size for the query, and for the value what dropout owes to those that it keeps. */
  readonly factors: Factors;
  /** [windows, 1, 1, width], large and negative at padding; null where there is none. */
  readonly bias: tf.Tensor | null;
  /** Which probabilities are dropped; null without dropout. */
  readonly mask: Mask | null;
  /** Which rows of the probabilities to return too, as indices into [windows · heads · width]; null: none. */
  readonly rows: Int32Array | null;
}

/** Values and the way back, whose saved tensors may be freed as it goes. */
export interface Attended {
  /** [windows · width, heads · size] */
  readonly joined: tf.Tensor;
  /** The asked rows after dropout, rescaled, [rows, width]. */
  readonly asked: tf.Tensor | null;
  readonly saved: Readonly<Record<string, tf.Tensor | null>>;
  /** Gradients by `projected` and its bias, from those by `joined` and `asked`. */
  readonly backward: (
    dJoined: tf.Tensor,
    dAsked: tf.Tensor | null,
    saved: Readonly<Record<string, tf.Tensor | null>>,
  ) => { readonly x: tf.Tensor; readonly bias: tf.Tensor };
}

/**
 * softmax(q·kᵀ + bias) · v over heads, with dropout of the probabilities, operation by operation.
 *
 * @param projected query, key and value side by side, without their bias, [windows · width, 3 · heads · size]; freed
 * @param shift their bias, [3 · heads · size]
 */
export function attention(
  projected: tf.Tensor,
  shift: tf.Tensor,
  { shape, factors, bias, mask, rows }: AttentionSettings,
): Attended {
  const flat = (of: tf.Tensor): tf.Tensor => tf.reshape(of, [-1, shape.width]);
  const [query, key, value] = splitThreeHeads(projected, shift, shape, factors);
  projected.dispose();
  const scores = matMul(query, key, "second");
  const shares = droppedSoftmax(scores, bias, mask);
  scores.dispose();
  const context = matMul(shares.dropped, value);
  const joined = joinHeads(context);
  context.dispose();
  const trace = { query, key, value, ...shares };
  return {
    joined,
    asked: rows === null ? null : scale(takeRows(flat(shares.dropped), rows), factors.value),
    saved: trace,
    backward: (dJoined, dAsked, saved) => {
      const { query, key, value, probabilities, dropped } = saved as typeof trace;
      const dContext = splitHeads(dJoined, shape);
      const dValue = matMul(dropped, dContext, "first");
      let dDropped = matMul(dContext, value, "second");
      if (dAsked !== null && rows !== null) {
        const sum = addRows(flat(dDropped), scale(dAsked, factors.value), rows);
        dDropped.dispose();
        dDropped = tf.reshape(sum, probabilities.shape);
      }
      const dScores = droppedSoftmaxGradient(dDropped, { probabilities, dropped });
      free(dDropped, probabilities, dropped);
      const dQuery = matMul(dScores, key);
      const dKey = matMul(dScores, query, "first");
      dScores.dispose();
      return joinThreeHeads([dQuery, dKey, dValue], factors);
    },
  };
}
