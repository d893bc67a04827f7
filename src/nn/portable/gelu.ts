import type * as tf from "@tensorflow/tfjs-core";
import { scalar } from "@tensorflow/tfjs-core";
import type { InputAndBias } from "../../contract/compute/kernels.js";
import { add, addBias, columnSum, erf, exp, free, mul, scale, square } from "../ops/kernels.js";

/** Φ(z), the share of a standard normal distribution below z. */
function normalBelow(z: tf.Tensor): tf.Tensor {
  const t = scale(z, Math.SQRT1_2);
  const e = erf(t);
  const twice = add(e, scalar(1));
  const below = scale(twice, 0.5);
  free(t, e, twice);
  return below;
}

export function biasGelu(x: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const z = addBias(x, bias);
  const below = normalBelow(z);
  const value = mul(z, below);
  free(z, below);
  return value;
}

export function biasGeluGradients(dy: tf.Tensor, x: tf.Tensor, bias: tf.Tensor): InputAndBias {
  const z = addBias(x, bias);
  const below = normalBelow(z);
  const squared = square(z);
  const exponent = scale(squared, -0.5);
  const bell = exp(exponent);
  const density = scale(bell, 1 / Math.sqrt(2 * Math.PI));
  const weighted = mul(z, density);
  const slope = add(below, weighted);
  const dx = mul(dy, slope);
  free(z, below, squared, exponent, bell, density, weighted, slope);
  return { x: dx, bias: columnSum(dx) };
}
