import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";

/** [n, width], zero but for the sum of the rows that go to each index; rows of a negative index are left out. */
export const scatterRows = (rows: tf.Tensor, indices: Int32Array, n: number): tf.Tensor =>
  tf.unsortedSegmentSum(rows, tf.tensor1d(indices, "int32"), n);

/** Rows of a table by index: [indices, width] from [n, width]; not differentiable. */
export const takeRows = (table: tf.Tensor, indices: Int32Array): tf.Tensor =>
  tf.gather(table, tf.tensor1d(indices, "int32"));

/** The same, with rows of one value at the index after the last; not differentiable. */
export const takeFilled = (table: tf.Tensor, indices: Int32Array, value = 0): tf.Tensor =>
  tf.tidy(() => takeRows(tf.concat([table, tf.fill([1, table.shape[1]!], value)], 0), indices));

/**
 * {@link takeRows}, differentiable by the table; rows that were taken several times get the sum.
 *
 * @param frozen index of a row that gets no gradient, as PyTorch's `padding_idx`; null: none
 */
export const gatherRows = (
  table: tf.Tensor,
  indices: Int32Array,
  frozen: number | null = null,
): tf.Tensor2D =>
  differentiable([table], () => ({
    value: takeRows(table, indices),
    saved: {},
    backward: (dy) => {
      const targets =
        frozen === null ? indices : indices.map((index) => (index === frozen ? -1 : index));
      return [scatterRows(dy, targets, table.shape[0])];
    },
  })) as tf.Tensor2D;
