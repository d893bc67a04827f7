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

/** Mean of each channel as float32 rounds it, and x without it, whose own mean is what that rounding left over. */
function centred(x: tf.Tensor) {
  const [rows] = x.shape;
  const mean = scale(columnSum(x), 1 / rows);
  const rest = x.sub(mean);
  return { mean, rest, left: scale(columnSum(rest), 1 / rows) };
}

/** What a pass normalizes by. */
function moments(x: tf.Tensor, { mean, variance }: BatchNorm, mode: "train" | "predict") {
  if (mode === "predict") return { rest: x.sub(mean), left: null, spread: variance };
  const [rows] = x.shape;
  const { mean: rounded, rest, left } = centred(x);
  const spread = scale(columnSum(square(rest)), 1 / rows).sub(square(left));
  follow(mean, rounded.add(left));
  follow(variance, scale(spread, rows / (rows - 1)));
  return { rest, left, spread };
}

/**
 * Normalizes each channel over all rows (torch `BatchNorm2d` over documents, height and width). In mode train by mean
 * and biased variance of x, and the running values follow, the variance with its unbiased one; in mode predict by the
 * running values. Differentiable by x, gain and shift.
 *
 * PyTorch adds up in double precision. Here means are taken twice, of x and of what is left without the first: where a
 * channel varies little about a large mean, the rounding of one mean would be most of the error.
 *
 * @param x [rows, channels], at least two rows in mode train.
 */
export const batchNorm = (
  x: tf.Tensor,
  norm: BatchNorm,
  mode: "train" | "predict",
): tf.Tensor2D => {
  const { gain, shift } = norm;
  return differentiable([x, gain, shift], () => {
    const [rows] = x.shape;
    const [value, normal, inverse] = tf.tidy(() => {
      const { rest, left, spread } = moments(x, norm, mode);
      const deviation = rsqrt(spread.add(EPSILON));
      const scaled = mul(rest, deviation);
      const normed = left === null ? scaled : addBias(scaled, mul(left, deviation).neg());
      return [addBias(mul(normed, gain), shift), normed, deviation];
    });
    return {
      value,
      saved: { normal, inverse, gain },
      backward: (dy, saved) =>
        tf.tidy(() => {
          const dShift = columnSum(dy);
          const dGain = columnSum(mul(dy, saved.normal));
          const factor = mul(saved.gain, saved.inverse);
          if (mode === "predict") return [mul(dy, factor), dGain, dShift];
          // Mean and variance depend on x. Without its mean twice, as above: weights before see sums of it.
          const along = mul(saved.normal, scale(dGain, 1 / rows));
          const { rest, left } = centred(dy.sub(along));
          return [mul(addBias(rest, left.neg()), factor), dGain, dShift];
        }),
    };
  }) as tf.Tensor2D;
};
