import * as tf from "@tensorflow/tfjs-core";
import { hasOwnOps, ownOp } from "../../engine/own-ops.js";
import type { RawAttribute } from "../../engine/raw.js";
import { addBias, columnSum, scale } from "./kernels.js";

/** Windows of `width` positions; `heads` parts of a hidden state. */
export interface HeadsShape {
  readonly width: number;
  readonly heads: number;
}

/** As the project's own operations take it. */
export const headAttributes = ({ width, heads }: HeadsShape): RawAttribute[] => [
  { name: "width", kind: "int", value: width },
  { name: "heads", kind: "int", value: heads },
];

/** [windows, heads, width, size] from x [windows · width, heads · size]. */
export function splitHeads(x: tf.Tensor, shape: HeadsShape): tf.Tensor {
  if (hasOwnOps()) {
    return ownOp("AmtlSplitHeads", headAttributes(shape), [x, tf.tensor1d([])], 1)[0];
  }
  const { width, heads } = shape;
  return tf.transpose(tf.reshape(x, [-1, width, heads, x.shape[1]! / heads]), [0, 2, 1, 3]);
}

/** The way back: [windows · width, heads · size]. */
export function joinHeads(part: tf.Tensor): tf.Tensor {
  if (hasOwnOps()) return ownOp("AmtlJoinHeads", [], [part], 2)[0];
  const [windows, heads, width, size] = part.shape;
  return tf.reshape(tf.transpose(part, [0, 2, 1, 3]), [windows * width, heads * size]);
}

/** What query and value are multiplied by. */
export interface Factors {
  readonly query: number;
  readonly value: number;
}

/** As the project's own operations take them. */
export const factorAttributes = ({ query, value }: Factors): RawAttribute[] => [
  { name: "query_factor", kind: "float", value: query },
  { name: "value_factor", kind: "float", value },
];

/**
 * Query, key and value, each [windows, heads, width, size], of their projections side by side: x
 * [windows · width, 3 · heads · size] plus bias [3 · heads · size]; query and value multiplied by their factors.
 */
export function splitThreeHeads(
  x: tf.Tensor,
  bias: tf.Tensor,
  shape: HeadsShape,
  factors: Factors,
): tf.Tensor[] {
  if (hasOwnOps()) {
    const all = [...headAttributes(shape), ...factorAttributes(factors)];
    return ownOp("AmtlSplitThreeHeads", all, [x, bias], 3);
  }
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
): {
  readonly x: tf.Tensor;
  readonly bias: tf.Tensor;
} {
  if (hasOwnOps()) {
    const [x, bias] = ownOp("AmtlJoinThreeHeads", factorAttributes(factors), parts, 2);
    return { x, bias };
  }
  const [windows, heads, width, size] = parts[0].shape;
  const [query, key, value] = parts;
  const scaled = [scale(query, factors.query), key, scale(value, factors.value)];
  const joined = tf.transpose(tf.stack(scaled), [1, 3, 0, 2, 4]);
  const x = tf.reshape(joined, [windows * width, 3 * heads * size]);
  return { x, bias: columnSum(x) };
}
