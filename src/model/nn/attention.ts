import type * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "./dropout.js";
import { droppedSoftmax, droppedSoftmaxGradient } from "./dropped-softmax.js";
import { free, matMul } from "./kernels.js";

/** What the backward pass needs of {@link attentionForward}; all [batch, heads, …]. */
export interface AttentionTrace {
  /** Already divided by √size. */
  readonly query: tf.Tensor;
  readonly key: tf.Tensor;
  readonly value: tf.Tensor;
  /** Softmax of the scores, [batch, heads, width, width]. */
  readonly probabilities: tf.Tensor;
  /** The same with dropped entries at 0, not rescaled; the very same tensor without dropout. */
  readonly dropped: tf.Tensor;
}

/**
 * softmax(q·kᵀ + bias) · v over heads.
 *
 * @param query [batch, heads, width, size], already divided by √size
 * @param bias [batch, 1, 1, width], large and negative at padding; null without padding
 * @param mask which probabilities are dropped; null without dropout. Rescaling is the caller's.
 * @returns context [batch, heads, width, size], and the trace, whose new tensors the caller owns
 */
export function attentionForward(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  bias: tf.Tensor | null,
  mask: Mask | null,
): { readonly context: tf.Tensor; readonly trace: AttentionTrace } {
  const scores = matMul(query, key, "second");
  const shares = droppedSoftmax(scores, bias, mask);
  scores.dispose();
  const context = matMul(shares.dropped, value);
  return { context, trace: { query, key, value, ...shares } };
}

/**
 * Gradients by query, key and value.
 *
 * @param addToDropped adds the gradient that comes to the dropped probabilities from elsewhere (the pair context
 *   of a head reads the last layer's attention).
 */
export function attentionBackward(
  dContext: tf.Tensor,
  trace: AttentionTrace,
  addToDropped: (gradient: tf.Tensor) => tf.Tensor,
): { readonly query: tf.Tensor; readonly key: tf.Tensor; readonly value: tf.Tensor } {
  const { query, key, probabilities, dropped } = trace;
  const value = matMul(dropped, dContext, "first");
  const dDropped = addToDropped(matMul(dContext, trace.value, "second"));
  const dScores = droppedSoftmaxGradient(dDropped, trace);
  free(dDropped, probabilities, dropped);
  const gradients = {
    query: matMul(dScores, key),
    key: matMul(dScores, query, "first"),
    value,
  };
  dScores.dispose();
  return gradients;
}
