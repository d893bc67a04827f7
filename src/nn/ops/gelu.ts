import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { biasGelu, biasGeluGradients } from "./kernels.js";

/** The exact GELU of x + bias, differentiable by both: [rows, n] from x [rows, n] and bias [n]. */
export const gelu = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor2D =>
  differentiable([x, bias], () => ({
    value: biasGelu(x, bias),
    saved: { x, bias },
    backward: (dy, saved) => {
      const gradients = biasGeluGradients(dy, saved.x, saved.bias);
      return [gradients.x, gradients.bias];
    },
  })) as tf.Tensor2D;
