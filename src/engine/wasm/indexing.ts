import * as tf from "@tensorflow/tfjs-core";
import { patch, register } from "./register.js";

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

/**
 * Sums of the rows of x [n, …] that carry the same segment id; ids below zero belong to none.
 * It is the gradient of gather, so nothing trains without it.
 */
function unsortedSegmentSum(inputs: Readonly<Record<string, tf.Tensor>>, attrs: object): tf.Tensor {
  const { x, segmentIds } = inputs as { x: tf.Tensor; segmentIds: tf.Tensor1D };
  const { numSegments } = attrs as { numSegments: number };
  const width = product(x.shape.slice(1));
  const shape = [numSegments, ...x.shape.slice(1)];
  if (x.size === 0) return tf.zeros(shape, x.dtype);
  // One segment more than asked for takes what belongs to none.
  const none = tf.fill(segmentIds.shape, numSegments, "int32");
  const ids = tf.where(tf.less(segmentIds, 0), none, segmentIds);
  const rows = tf.reshape(x, [x.shape[0], width]);
  const sums = tf.scatterND(tf.expandDims(ids, 1), rows, [numSegments + 1, width]);
  return tf.reshape(tf.slice(sums, [0, 0], [numSegments, width]), shape);
}

/**
 * Gather with batch dimensions, where the backend's own kernel reads beyond the first batch, and from
 * tensors without elements, where it gives a wrong shape: by way of one gather of rows.
 */
function gather(inputs: Readonly<Record<string, tf.Tensor>>, attrs: object): tf.Tensor | null {
  const { x, indices } = inputs as { x: tf.Tensor; indices: tf.Tensor };
  const { axis, batchDims } = attrs as { axis: number; batchDims: number };
  const at = tf.util.parseAxisParam(axis, x.shape)[0];
  const picked = indices.shape.slice(batchDims);
  const shape = [...x.shape.slice(0, at), ...picked, ...x.shape.slice(at + 1)];
  if (product(shape) === 0) return tf.zeros(shape, x.dtype);
  if (batchDims === 0) return null;
  const batch = product(x.shape.slice(0, batchDims));
  const outer = product(x.shape.slice(batchDims, at));
  const length = x.shape[at];
  const blocks = tf.reshape(tf.range(0, batch * outer, 1, "int32"), [batch, outer, 1]);
  const rows = tf.add(
    tf.mul(blocks, tf.scalar(length, "int32")),
    tf.reshape(indices, [batch, 1, product(picked)]),
  );
  const table = tf.reshape(x, [batch * outer * length, product(x.shape.slice(at + 1))]);
  return tf.reshape(tf.gather(table, tf.reshape(rows, [rows.size])), shape);
}

export function patchIndexing(): void {
  register("UnsortedSegmentSum", unsortedSegmentSum);
  patch("GatherV2", gather);
}
