import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import {
  add,
  addBias,
  columnSum,
  free,
  matMul,
  mul,
  rowMean,
  rowMeanSquare,
  rsqrt,
  scale,
  sub,
} from "./kernels.js";

export interface Normalized {
  readonly value: tf.Tensor;
  /** (x - mean) / deviation, [rows, n]. */
  readonly normal: tf.Tensor;
  /** 1 / deviation, [rows, 1]. */
  readonly inverse: tf.Tensor;
}

/** Layer norm over the last axis of x [rows, n] with the biased variance; gain and shift [n]. */
export function layerNormForward(
  x: tf.Tensor,
  gain: tf.Tensor,
  shift: tf.Tensor,
  epsilon: number,
): Normalized {
  const centred = sub(x, rowMean(x));
  const inverse = rsqrt(add(rowMeanSquare(centred), tf.scalar(epsilon)));
  const normal = mul(centred, inverse);
  const scaled = mul(normal, gain);
  const value = addBias(scaled, shift);
  free(centred, scaled);
  return { value, normal, inverse };
}

export interface LayerNormGradients {
  readonly x: tf.Tensor;
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
}

export function layerNormBackward(
  dy: tf.Tensor,
  normal: tf.Tensor,
  inverse: tf.Tensor,
  gain: tf.Tensor,
): LayerNormGradients {
  const dyNormal = mul(dy, normal);
  // Means over the rows of dy·gain and of dy·gain·normal, as products with a vector: nothing is written down.
  const share = tf.reshape(scale(gain, 1 / gain.size), [gain.size, 1]);
  const mean = matMul(dy, share);
  const along = matMul(dyNormal, share);
  const projected = mul(normal, along);
  const dNormal = mul(dy, gain);
  const centred = sub(dNormal, mean);
  const difference = sub(centred, projected);
  const gradients = {
    x: mul(difference, inverse),
    gain: columnSum(dyNormal),
    shift: columnSum(dy),
  };
  free(dyNormal, projected, dNormal, centred, difference);
  return gradients;
}

/** {@link layerNormForward}, differentiable by x, gain and shift. */
export const layerNorm = (
  x: tf.Tensor,
  gain: tf.Tensor,
  shift: tf.Tensor,
  epsilon: number,
): tf.Tensor2D =>
  differentiable([x, gain, shift], () => {
    const { value, normal, inverse } = layerNormForward(x, gain, shift, epsilon);
    return {
      value,
      saved: { normal, inverse, gain },
      backward: (dy, saved) => {
        const gradients = layerNormBackward(dy, saved.normal, saved.inverse, saved.gain);
        return [gradients.x, gradients.gain, gradients.shift];
      },
    };
  }) as tf.Tensor2D;
