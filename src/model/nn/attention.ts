import type * as tf from "@tensorflow/tfjs-core";
import { add, free, keepWhere, matMul, mul, rowSum, softmax, sub } from "./kernels.js";

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
 * @param kept [batch, heads, width, width], true where a probability is kept; null without dropout. Rescaling is the caller's.
 * @returns context [batch, heads, width, size], and the trace, whose new tensors the caller owns
 */
export function attentionForward(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  bias: tf.Tensor | null,
  kept: tf.Tensor | null,
): { readonly context: tf.Tensor; readonly trace: AttentionTrace } {
  let scores = matMul(query, key, "second");
  if (bias !== null) {
    const unmasked = scores;
    scores = add(unmasked, bias);
    unmasked.dispose();
  }
  const probabilities = softmax(scores);
  scores.dispose();
  const dropped = kept === null ? probabilities : keepWhere(kept, probabilities);
  const context = matMul(dropped, value);
  return { context, trace: { query, key, value, probabilities, dropped } };
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
  // p·(m·g - Σ m·p·g): the mask m is already in m·p, so it is never applied again.
  const weighted = mul(dDropped, dropped);
  dDropped.dispose();
  const shared = mul(probabilities, rowSum(weighted));
  const dScores = sub(weighted, shared);
  free(weighted, shared, probabilities, dropped);
  const gradients = {
    query: matMul(dScores, key),
    key: matMul(dScores, query, "first"),
    value,
  };
  dScores.dispose();
  return gradients;
}
