import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { ops } from "./table.js";

/** Zeros around keep the side; strides are 1. */
const SAME = { strides: 1, pad: "same", dataFormat: "NHWC" } as const;

const filterGradient = (x: tf.Tensor, dy: tf.Tensor, filterShape: number[]): tf.Tensor =>
  tf.engine().runKernel(tf.Conv2DBackpropFilter, { x, dy }, { ...SAME, filterShape });

/**
 * Convolution without a bias, with stride 1 and zeros around, so that the result is as large as x; differentiable by
 * both.
 *
 * @param x [documents, height, width, in]
 * @param weight [out, in, side, side], PyTorch's layout, with an odd side.
 * @returns [documents, height, width, out]
 */
export const convolution = (x: tf.Tensor, weight: tf.Tensor): tf.Tensor4D =>
  differentiable([x, weight], () => {
    const { filterOf, weightOf, inputGradient } = ops().images;
    const filter = tf.tidy(() => filterOf(weight)) as tf.Tensor4D;
    return {
      value: tf.conv2d(x as tf.Tensor4D, filter, 1, "same"),
      saved: { x, filter },
      backward: (dy, saved) =>
        tf.tidy(() => [
          inputGradient(dy, saved.filter),
          weightOf(filterGradient(saved.x, dy, saved.filter.shape)),
        ]),
    };
  }) as tf.Tensor4D;
