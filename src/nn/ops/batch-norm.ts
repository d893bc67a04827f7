import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { addBias, columnSum, mul, rsqrt, scale, square } from "./kernels.js";

/** PyTorch's defaults. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

/** All [channels]. */
export interface BatchNorm {
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
  /** Running values, which no gradient reaches. */
  readonly mean: tf.Variable;
  readonly variance: tf.Variable;
}

/** running ← 0.9 · running + 0.1 · fresh */
function follow(running: tf.Variable, fresh: tf.Tensor): void {
  running.assign(scale(running, 1 - MOMENTUM).add(scale(fresh, MOMENTUM)));
}

/**
 * Normalizes each channel over all rows (torch `BatchNorm2d` over documents, height and width). In mode train by mean
 * and biased variance of x, and the running values follow, the variance with its unbiased one; in mode predict by the
 * running values. Differentiable by x, gain and shift.
 *
 * @param x [rows, channels], at least two rows in mode train.
 */
export const batchNorm = (
  x: tf.Tensor,
  { gain, shift, mean, variance }: BatchNorm,
  mode: "train" | "predict",
): tf.Tensor2D =>
  differentiable([x, gain, shift], () => {
    const [rows] = x.shape;
    const isTrain = mode === "train";
    const [value, normal, inverse] = tf.tidy(() => {
      const centre = isTrain ? scale(columnSum(x), 1 / rows) : mean;
      const centred = x.sub(centre);
      const spread = isTrain ? scale(columnSum(square(centred)), 1 / rows) : variance;
      if (isTrain) {
        follow(mean, centre);
        follow(variance, scale(spread, rows / (rows - 1)));
      }
      const deviation = rsqrt(spread.add(EPSILON));
      const normed = mul(centred, deviation);
      return [addBias(mul(normed, gain), shift), normed, deviation];
    });
    return {
      value,
      saved: { normal, inverse, gain },
      backward: (dy, saved) =>
        tf.tidy(() => {
          const dShift = columnSum(dy);
          const dGain = columnSum(mul(dy, saved.normal));
          // Mean and variance depend on x in mode train only.
          const direct = isTrain
            ? dy.sub(addBias(mul(saved.normal, scale(dGain, 1 / rows)), scale(dShift, 1 / rows)))
            : dy;
          return [mul(direct, mul(saved.gain, saved.inverse)), dGain, dShift];
        }),
    };
  }) as tf.Tensor2D;
