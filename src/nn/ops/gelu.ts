import type * as tf from "@tensorflow/tfjs-core";
import { scalar } from "@tensorflow/tfjs-core";
import { hasOwnOps, ownOp } from "../../engine/own-ops.js";
import { add, addBias, columnSum, erf, exp, free, mul, scale, square } from "./kernels.js";

/** Φ(z), the share of a standard normal distribution below z. */
function normalBelow(z: tf.Tensor): tf.Tensor {
  const t = scale(z, Math.SQRT1_2);
  const e = erf(t);
  const twice = add(e, scalar(1));
  const below = scale(twice, 0.5);
  free(t, e, twice);
  return below;
}

/** The exact GELU, z·Φ(z), of z = x + bias: [rows, n] from x [rows, n] and bias [n]. */
export function biasGelu(x: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  if (hasOwnOps()) return ownOp("AmtlBiasGelu", [], [x, bias], 1)[0];
  const z = addBias(x, bias);
  const below = normalBelow(z);
  const value = mul(z, below);
  free(z, below);
  return value;
}

/** Gradients of {@link biasGelu}: dy · (Φ(z) + z·φ(z)), and its column sums. What the way there had is computed again. */
export function biasGeluGradients(
  dy: tf.Tensor,
  x: tf.Tensor,
  bias: tf.Tensor,
): { readonly x: tf.Tensor; readonly bias: tf.Tensor } {
  if (hasOwnOps()) {
    const [dx, dbias] = ownOp("AmtlBiasGeluGrad", [], [dy, x, bias], 2);
    return { x: dx, bias: dbias };
  }
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
