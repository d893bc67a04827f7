import * as tf from "@tensorflow/tfjs-core";
import { hasRawOps } from "../../engine/raw.js";

/**
 * Rows of a table, [rows, width] from [n, width]; the gradient adds up the rows that were taken more than once.
 * tf.gather's own gradient needs a kernel that WebAssembly lacks.
 */
export function gatherRows(table: tf.Tensor2D, indices: Int32Array): tf.Tensor2D {
  const [n, width] = table.shape;
  const op = tf.customGrad((x: tf.Tensor | tf.GradSaveFunc) => {
    const rows = tf.tidy(() => tf.gather(x as tf.Tensor2D, tf.tensor1d(indices, "int32")));
    const gradFunc = (dy: tf.Tensor): tf.Tensor =>
      tf.tidy(() => {
        if (hasRawOps()) return tf.unsortedSegmentSum(dy, tf.tensor1d(indices, "int32"), n);
        return tf.scatterND(tf.tensor2d(indices, [indices.length, 1], "int32"), dy, [n, width]);
      });
    return { value: rows, gradFunc };
  });
  return op(table);
}
