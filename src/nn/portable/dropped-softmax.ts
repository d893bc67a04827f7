import type * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../contract/compute/dropout.js";
import type { DroppedSoftmax } from "../../contract/compute/kernels.js";
import { add, free, keepWhere, keptMask, mul, rowSum, softmax, sub } from "../ops/kernels.js";

export function droppedSoftmax(
  scores: tf.Tensor,
  bias: tf.Tensor | null,
  mask: Mask | null,
): DroppedSoftmax {
  const biased = bias === null ? scores : add(scores, bias);
  const probabilities = softmax(biased);
  if (bias !== null) biased.dispose();
  if (mask === null) return { probabilities, dropped: probabilities };
  const kept = keptMask(mask, scores.shape);
  const dropped = keepWhere(kept, probabilities);
  kept.dispose();
  return { probabilities, dropped };
}

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
