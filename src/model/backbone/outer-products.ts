import type * as tf from "@tensorflow/tfjs-core";
import { pad, slice } from "@tensorflow/tfjs-core";
import { hasOwnOps, ownOp } from "../../engine/own-ops.js";
import type { RawAttribute } from "../../engine/raw.js";
import { matMul } from "../nn/kernels.js";

/** `count` groups of k columns each, from the group `from` on. */
export interface GroupRun {
  readonly from: number;
  readonly count: number;
  readonly k: number;
}

const whole = (name: string, value: number): RawAttribute => ({ name, kind: "int", value });
const attributes = ({ from, count, k }: GroupRun): RawAttribute[] => [
  whole("first", from),
  whole("count", count),
  whole("k", k),
];

const cut = (x: tf.Tensor, { from, count, k }: GroupRun): tf.Tensor =>
  slice(x, [0, from * k], [x.shape[0], count * k]);

/**
 * The products of head[a] and tail[b] for all a and b of each group, in this order.
 *
 * @param head [pairs, m]
 * @param tail [pairs, m]
 * @param margin zeros after the products of each a
 * @returns [pairs, count · k · (k + margin)]
 */
export function outerProducts(
  head: tf.Tensor,
  tail: tf.Tensor,
  groups: GroupRun,
  margin = 0,
): tf.Tensor {
  if (hasOwnOps()) {
    const all = [...attributes(groups), whole("margin", margin)];
    return ownOp("AmtlGroupOuter", all, [head, tail], 1)[0];
  }
  const { count, k } = groups;
  const n = head.shape[0] * count;
  const h = cut(head, groups).reshape([n, k, 1]);
  const t = cut(tail, groups).reshape([n, 1, k]);
  const wide = margin === 0 ? t : pad(t, [[0, 0], [0, 0], [0, margin]]); // prettier-ignore
  return matMul(h, wide).reshape([head.shape[0], count * k * (k + margin)]);
}

/** Gradients of {@link outerProducts} (without margin) by the groups' columns of head and tail, [pairs, count · k]. */
export function outerProductsGradients(
  dProducts: tf.Tensor,
  head: tf.Tensor,
  tail: tf.Tensor,
  groups: GroupRun,
): [tf.Tensor, tf.Tensor] {
  if (hasOwnOps()) {
    const [dHead, dTail] = ownOp(
      "AmtlGroupOuterGrad",
      attributes(groups),
      [dProducts, head, tail],
      2,
    );
    return [dHead, dTail];
  }
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
