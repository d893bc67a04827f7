import * as tf from "@tensorflow/tfjs-core";

/*
 * Turning all four axes of a filter at once takes TensorFlow several times as long as a transposed matrix and a move of
 * whole rows.
 */

export function filterOf(weight: tf.Tensor): tf.Tensor {
  const [out, input, side] = weight.shape;
  const matrix = weight.reshape([out, input * side * side]).transpose();
  const places = matrix.reshape([input, side * side, out]).transpose([1, 0, 2]);
  return places.reshape([side, side, input, out]);
}

export function weightOf(filter: tf.Tensor): tf.Tensor {
  const [side, , input, out] = filter.shape;
  const rows = filter.reshape([side * side, input, out]).transpose([1, 0, 2]);
  const matrix = rows.reshape([input * side * side, out]).transpose();
  return matrix.reshape([out, input, side, side]);
}

/** The filter turned around, from results to inputs: [side, side, out, in]. */
function turned(filter: tf.Tensor): tf.Tensor4D {
  const [side, , input, out] = filter.shape;
  const places = filter
    .reshape([side * side, input, out])
    .reverse(0)
    .transpose([0, 2, 1]);
  return places.reshape([side, side, out, input]);
}

/** The transposed convolution: one with the filter turned around. */
export const inputGradient = (dy: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
  tf.conv2d(dy as tf.Tensor4D, turned(filter), 1, "same");
