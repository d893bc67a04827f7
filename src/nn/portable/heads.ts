import * as tf from "@tensorflow/tfjs-core";
import type { Factors, InputAndBias } from "../../contract/compute/kernels.js";
import { addBias, columnSum, scale } from "../ops/kernels.js";
import type { EvenWindows } from "../ops/windows.js";

/** [windows, heads, width, size] from x [windows · width, heads · size]. */
export function splitHeads(x: tf.Tensor, shape: EvenWindows): tf.Tensor {
  const { width, heads } = shape;
  return tf.transpose(tf.reshape(x, [-1, width, heads, x.shape[1]! / heads]), [0, 2, 1, 3]);
}

/** The inverse of {@link splitHeads}. */
export function joinHeads(part: tf.Tensor): tf.Tensor {
  const [windows, heads, width, size] = part.shape;
  return tf.reshape(tf.transpose(part, [0, 2, 1, 3]), [windows * width, heads * size]);
}

/**
 * Query, key and value, each [windows, heads, width, size], of their projections side by side: x
 * [windows · width, 3 · heads · size] plus bias [3 · heads · size]; query and value multiplied by their factors.
 */
export function splitThreeHeads(
  x: tf.Tensor,
  bias: tf.Tensor,
  shape: EvenWindows,
  factors: Factors,
): tf.Tensor[] {
  const { width, heads } = shape;
  const size = bias.size / 3 / heads;
  const parts = tf.reshape(addBias(x, bias), [-1, width, 3, heads, size]);
  const [query, key, value] = tf.unstack(tf.transpose(parts, [2, 0, 3, 1, 4]));
  return [scale(query, factors.query), key, scale(value, factors.value)];
}

/** Gradients of {@link splitThreeHeads} by x and bias from those by its three parts. */
export function joinThreeHeads(
  parts: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
  factors: Factors,
): InputAndBias {
  const [windows, heads, width, size] = parts[0].shape;
  const [query, key, value] = parts;
  const scaled = [scale(query, factors.query), key, scale(value, factors.value)];
  const joined = tf.transpose(tf.stack(scaled), [1, 3, 0, 2, 4]);
  const x = tf.reshape(joined, [windows * width, 3 * heads * size]);
  return { x, bias: columnSum(x) };
}
