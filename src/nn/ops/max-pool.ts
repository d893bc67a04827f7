import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { ops } from "./table.js";

/**
 * Largest of each 2×2 window, with stride 2; an odd last row or column is left out. Differentiable; of equal values
 * the first takes the gradient, as in PyTorch.
 *
 * @param x [documents, height, width, channels]
 */
export const maxPool = (x: tf.Tensor): tf.Tensor4D =>
  differentiable([x], () => {
    const { images } = ops();
    const value = images.maxPool(x);
    return {
      value,
      saved: { x, value },
      backward: (dy, saved) => [images.maxPoolGradient(dy, saved.x, saved.value)],
    };
  }) as tf.Tensor4D;
