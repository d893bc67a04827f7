import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { addBias, columnSum } from "./kernels.js";

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
  differentiable([x, weight, bias], () => ({
    value: tf.tidy(() => {
      const products = convolve(x, weight.transpose([2, 3, 1, 0]));
      return addBias(rowsOf(products), bias).reshape(products.shape);
    }),
    saved: { x, weight },
    backward: (dy, saved) =>
      tf.tidy(() => [
        convolve(dy, saved.weight.reverse([2, 3]).transpose([2, 3, 0, 1])),
        filterGradient(saved.x, dy, saved.weight.shape),
        columnSum(rowsOf(dy)),
      ]),
  })) as tf.Tensor4D;

function filterGradient(x: tf.Tensor, dy: tf.Tensor, [out, input, ...sides]: number[]): tf.Tensor {
  const gradient: tf.Tensor = tf
    .engine()
    .runKernel(
      tf.Conv2DBackpropFilter,
      { x, dy },
      { strides: 1, pad: "same", dataFormat: "NHWC", filterShape: [...sides, input, out] },
    );
  return gradient.transpose([3, 2, 0, 1]);
}
