import * as tf from "@tensorflow/tfjs-core";
import { add, div, erf, exp, free, mul, scale, square } from "./kernels.js";

/**
 * The exact GELU, z·Φ(z), of z = √2·t, up to a constant: t·(1 + erf(t)) = √2·gelu(√2·t). The callers put both
 * factors of √2 into the weights before and after, which are far smaller than the activations.
 */
export interface ScaledGelu {
  readonly value: tf.Tensor;
  /** 1 + erf(t), for the backward pass. */
  readonly twicePhi: tf.Tensor;
}

export function scaledGeluForward(t: tf.Tensor): ScaledGelu {
  const e = erf(t);
  const twicePhi = add(e, tf.scalar(1));
  e.dispose();
  return { value: mul(t, twicePhi), twicePhi };
}

/** dy · (1 + erf(t) + 2/√π · t·exp(-t²)); the division by exp(t²) goes to 0 where that overflows, as it should. */
export function scaledGeluBackward(dy: tf.Tensor, t: tf.Tensor, twicePhi: tf.Tensor): tf.Tensor {
  const squared = square(t);
  const growth = exp(squared);
  squared.dispose();
  const bell = div(t, growth);
  growth.dispose();
  const weighted = scale(bell, 2 / Math.sqrt(Math.PI));
  bell.dispose();
  const slope = add(twicePhi, weighted);
  weighted.dispose();
  const dt = mul(dy, slope);
  free(slope);
  return dt;
}
