import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { addBias, columnSum } from "./kernels.js";

/*
 * A filter lies as [out, in, side, side] in PyTorch and as [side, side, in, out] here. Turning all four axes at once
 * takes TensorFlow several times as long as a transposed matrix and a move of whole rows.
 */

/** [side, side, in, out] from PyTorch's layout. */
function filterOf(weight: tf.Tensor): tf.Tensor {
  const [out, input, side] = weight.shape;
  const matrix = weight.reshape([out, input * side * side]).transpose();
  const places = matrix.reshape([input, side * side, out]).transpose([1, 0, 2]);
  return places.reshape([side, side, input, out]);
}

/** The way back. */
function weightOf(filter: tf.Tensor): tf.Tensor {
  const [side, , input, out] = filter.shape;
  const rows = filter.reshape([side * side, input, out]).transpose([1, 0, 2]);
  const matrix = rows.reshape([input * side * side, out]).transpose();
  return matrix.reshape([out, input, side, side]);
}

/** The filter turned around, from results to inputs: [side, side, out, in]. */
function turned(filter: tf.Tensor): tf.Tensor {
  const [side, , input, out] = filter.shape;
  const places = filter
    .reshape([side * side, input, out])
    .reverse(0)
    .transpose([0, 2, 1]);
  return places.reshape([side, side, out, input]);
}

const rowsOf = (x: tf.Tensor): tf.Tensor => x.reshape([-1, x.shape[3] ?? 1]);

/** Zeros around x keep the side; strides are 1. */
const convolve = (x: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
  tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "same");

/**
 * Convolution with stride 1 and zeros around, so that the result is as large as x; differentiable by all three. The
 * gradient by x is the transposed convolution: a convolution with the filter turned around.
 *
 * @param x [documents, height, width, in]
 * @param weight [out, in, side, side], PyTorch's layout, with an odd side.
 * @param bias [out]
 * @returns [documents, height, width, out]
 */
export const convolution = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor4D =>
  differentiable([x, weight, bias], () => {
    const [value, filter] = tf.tidy((): [tf.Tensor, tf.Tensor] => {
      const made = filterOf(weight);
      const products = convolve(x, made);
      return [addBias(rowsOf(products), bias).reshape(products.shape), made];
    });
    return {
      value,
      saved: { x, filter },
      backward: (dy, saved) =>
        tf.tidy(() => [
          convolve(dy, turned(saved.filter)),
          weightOf(filterGradient(saved.x, dy, saved.filter.shape)),
          columnSum(rowsOf(dy)),
        ]),
    };
  }) as tf.Tensor4D;

const filterGradient = (x: tf.Tensor, dy: tf.Tensor, filterShape: number[]): tf.Tensor =>
  tf
    .engine()
    .runKernel(
      tf.Conv2DBackpropFilter,
      { x, dy },
      { strides: 1, pad: "same", dataFormat: "NHWC", filterShape },
    );
