import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../../../nn/ops/differentiable.js";
import { addBias, bilinear, bilinearGradients, columnSum } from "../../../nn/ops/kernels.js";

/**
 * Grouped bilinear layer (ATLOP model.py): both vectors are split into groups of k, the outer products inside each
 * group are the input of a linear layer; index (g·k + a)·k + b holds head[g·k + a] · tail[g·k + b].
 *
 * The outer products are formed chunk by chunk, and again in the backward pass, so memory does not grow with
 * pairs × m·k (338 MB for one document of 42 entities at m = 768, k = 64).
 *
 * @param head [pairs, m], at least one pair
 * @param tail [pairs, m]
 * @param weight [columns, m·k]
 * @param bias [columns]
 * @returns [pairs, columns]; differentiable by all four.
 */
export function groupedBilinear(
  head: tf.Tensor2D,
  tail: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
  k: number,
): tf.Tensor2D {
  const saved = { head, tail, weight };
  return differentiable([head, tail, weight, bias], () => ({
    value: tf.tidy(() => addBias(bilinear(saved, k), bias)),
    saved,
    backward: (dy, saved) => tf.tidy(() => [...bilinearGradients(dy, saved, k), columnSum(dy)]),
  })) as tf.Tensor2D;
}
