import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { addBias, columnSum, matMul } from "./kernels.js";

/** x·Wᵀ + b: [rows, out] from x [rows, in], weight [out, in], bias [out]. */
export function linearForward(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const product = matMul(x, weight, "second");
  const value = addBias(product, bias);
  product.dispose();
  return value;
}

export interface LinearGradients {
  readonly x: tf.Tensor;
  readonly weight: tf.Tensor;
  readonly bias: tf.Tensor;
}

export const linearBackward = (
  dy: tf.Tensor,
  x: tf.Tensor,
  weight: tf.Tensor,
): LinearGradients => ({
  x: matMul(dy, weight),
  weight: matMul(dy, x, "first"),
  bias: columnSum(dy),
});

/** {@link linearForward}, differentiable by all three. */
export const linear = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor2D =>
  differentiable([x, weight, bias], () => ({
    value: linearForward(x, weight, bias),
    saved: { x, weight },
    backward: (dy, saved) => {
      const gradients = linearBackward(dy, saved.x, saved.weight);
      return [gradients.x, gradients.weight, gradients.bias];
    },
  })) as tf.Tensor2D;
