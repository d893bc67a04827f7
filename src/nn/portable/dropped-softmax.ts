import type * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../contract/compute/dropout.js";
import type { AttentionShape } from "../../contract/compute/kernels.js";
import { add, free, keepWhere, keptMask, mul, rowSum, softmax, sub } from "../ops/kernels.js";

export interface DroppedSoftmax {
  /** Softmax over the last axis. */
  readonly probabilities: tf.Tensor;
  /** The same with dropped entries at 0, not rescaled; the very same tensor without dropout. */
  readonly dropped: tf.Tensor;
}

/**
 * Softmax of attention scores, and dropout of the probabilities.
 *
 * @param scores [windows, heads, widest, widest]
 * @param bias [windows, 1, 1, widest], added to the scores; null: none
 * @param mask what is dropped; null without dropout. Rescaling is the caller's.
 */
export function droppedSoftmax(
  scores: tf.Tensor,
  bias: tf.Tensor | null,
  mask: Mask | null,
  shape: AttentionShape,
): DroppedSoftmax {
  const biased = bias === null ? scores : add(scores, bias);
  const probabilities = softmax(biased);
  if (bias !== null) biased.dispose();
  if (mask === null) return { probabilities, dropped: probabilities };
  const kept = keptMask(mask, shape);
  const dropped = keepWhere(kept, probabilities);
  kept.dispose();
  return { probabilities, dropped };
}

/** Gradient by the scores, from that by the dropped probabilities. */
export function droppedSoftmaxGradient(
  dDropped: tf.Tensor,
  { probabilities, dropped }: DroppedSoftmax,
): tf.Tensor {
  // p·(m·g - Σ m·p·g): the mask m is already in m·p, so it is never applied again.
  const weighted = mul(dDropped, dropped);
  const shared = mul(probabilities, rowSum(weighted));
  const dScores = sub(weighted, shared);
  free(weighted, shared);
  return dScores;
}
