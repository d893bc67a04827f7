import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { ops } from "./table.js";

/** PyTorch's defaults. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

/** All [channels]. */
export interface BatchNorm {
  /** Added to x before. */
  readonly bias: tf.Tensor;
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
  /** Running values, which no gradient reaches. */
  readonly mean: tf.Variable;
  readonly variance: tf.Variable;
}

/**
 * Normalizes each channel of x + bias over all other axes (torch `BatchNorm2d`) and takes what is above 0 (ReLU). In
 * mode train by mean and biased variance of x, and the running values follow, the variance with its unbiased one; in
 * mode predict by the running values. Differentiable by x, bias, gain and shift.
 *
 * @param x [.., channels], at least two rows in mode train.
 */
export const batchNormRelu = <T extends tf.Tensor>(
  x: T,
  { bias, gain, shift, mean, variance }: BatchNorm,
  mode: "train" | "predict",
): T => {
  const momentum = mode === "train" ? MOMENTUM : null;
  const { images } = ops();
  return differentiable([x, bias, gain, shift], () => {
    const parameters = { bias, gain, shift, epsilon: EPSILON };
    const all = images.batchNormRelu(x, parameters, { mean, variance }, momentum);
    const { value, normal, inverse, running } = all;
    if (running !== null) {
      mean.assign(running.mean);
      variance.assign(running.variance);
    }
    return {
      value,
      saved: { value, normal, inverse, gain },
      backward: (dy, saved) => {
        const by = images.batchNormReluGradients(dy, saved, saved.gain, momentum);
        return [by.x, by.bias, by.gain, by.shift];
      },
    };
  }) as T;
};
