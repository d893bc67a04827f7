import type * as tf from "@tensorflow/tfjs-core";
import { slice } from "@tensorflow/tfjs-core";
import { matMul } from "../ops/kernels.js";

/** `count` groups of k columns each, from the group `from` on. */
export interface GroupRun {
  readonly from: number;
  readonly count: number;
  readonly k: number;
}

const cut = (x: tf.Tensor, { from, count, k }: GroupRun): tf.Tensor =>
  slice(x, [0, from * k], [x.shape[0], count * k]);

/**
 * The products of head[a] and tail[b] for all a and b of each group, in this order.
 *
 * @param head [pairs, m]
 * @param tail [pairs, m]
 * @returns [pairs, count · k · k]
 */
export function outerProducts(head: tf.Tensor, tail: tf.Tensor, groups: GroupRun): tf.Tensor {
  const { count, k } = groups;
  const n = head.shape[0] * count;
  const h = cut(head, groups).reshape([n, k, 1]);
  const t = cut(tail, groups).reshape([n, 1, k]);
  return matMul(h, t).reshape([head.shape[0], count * k * k]);
}

/** Gradients of {@link outerProducts} by the groups' columns of head and tail, [pairs, count · k]. */
export function outerProductsGradients(
  dProducts: tf.Tensor,
  head: tf.Tensor,
  tail: tf.Tensor,
  groups: GroupRun,
): [tf.Tensor, tf.Tensor] {
  const { count, k } = groups;
  const n = head.shape[0] * count;
  const h = cut(head, groups);
  const t = cut(tail, groups);
  const d = dProducts.reshape([n, k, k]);
  return [
    matMul(d, t.reshape([n, k, 1])).reshape(h.shape),
    matMul(h.reshape([n, 1, k]), d).reshape(t.shape),
  ];
}
