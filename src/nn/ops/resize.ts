import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";

/**
 * Weights [to, from] of a line of `from` values for each of `to`: place i lies at i·(from − 1)/(to − 1), between two
 * values, so that first and last stay where they are.
 */
function interpolation(from: number, to: number): tf.Tensor3D {
  const weights = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const at = to === 1 ? 0 : (i * (from - 1)) / (to - 1);
    const below = Math.floor(at);
    weights[i * from + below] += 1 - (at - below);
    weights[i * from + Math.min(below + 1, from - 1)] += at - below;
  }
  return tf.tensor3d(weights, [1, to, from]);
}

/** A product with the matrix along the rows, then one along the columns; `turned`: with both transposed. */
function along(x: tf.Tensor, byRow: tf.Tensor, byColumn: tf.Tensor, turned: boolean): tf.Tensor {
  const [documents, height, width, channels] = x.shape;
  const rows = tf.matMul(byRow, x.reshape([documents, height, width * channels]), turned);
  const to = rows.shape[1]!;
  const columns = tf.matMul(byColumn, rows.reshape([documents * to, width, channels]), turned);
  return columns.reshape([documents, to, -1, channels]);
}

/**
 * Bilinear resize with aligned corners (torch `Upsample(mode="bilinear", align_corners=True)`), differentiable: one
 * small matrix product an axis, whose gradient is the transposed one.
 *
 * @param x [documents, height, width, channels]
 * @returns [documents, ...sides, channels]
 */
export const resizeAligned = (x: tf.Tensor, sides: readonly [number, number]): tf.Tensor4D =>
  differentiable([x], () => {
    const [, height, width] = x.shape;
    const byRow = interpolation(height, sides[0]);
    const byColumn = interpolation(width, sides[1]);
    return {
      value: tf.tidy(() => along(x, byRow, byColumn, false)),
      saved: { byRow, byColumn },
      backward: (dy, saved) => [tf.tidy(() => along(dy, saved.byRow, saved.byColumn, true))],
    };
  }) as tf.Tensor4D;
