import * as tf from "@tensorflow/tfjs-core";
import { hasOwnOps, ownOp } from "../../engine/own-ops.js";
import {
  dropoutMask,
  keepScale,
  maskAttribute,
  maskKey,
  rateAttribute,
  type Mask,
} from "./dropout.js";
import { add, addBias, columnSum, free, mul } from "./kernels.js";
import { layerNormBackward, layerNormForward, type Normalized } from "./layer-norm.js";

export interface DropAddNorm extends Normalized {
  /** Which entries of the branch were kept; null without dropout. */
  readonly kept: tf.Tensor | null;
}

/** What the branch of a block goes through at its end. */
export interface NormParameters {
  readonly bias: tf.Tensor;
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
  readonly epsilon: number;
}

/** LayerNorm(x + dropout(branch + bias)) of x and branch [rows, n], with bias, gain and shift [n]. */
export function dropAddNorm(
  x: tf.Tensor,
  branch: tf.Tensor,
  { bias, gain, shift, epsilon }: NormParameters,
  mask: Mask | null,
): DropAddNorm {
  if (hasOwnOps()) {
    const [value, normal, inverse, kept] = ownOp(
      "AmtlDropAddNorm",
      [maskAttribute(mask), { name: "epsilon", kind: "float", value: epsilon }],
      [x, branch, bias, gain, shift, maskKey(mask)],
      4,
    );
    return { value, normal, inverse, kept: mask === null ? null : kept };
  }
  const biased = addBias(branch, bias);
  const kept = mask === null ? null : dropoutMask(mask, biased.shape, keepScale(mask.rate));
  const dropped = kept === null ? biased : mul(biased, kept);
  const sum = add(x, dropped);
  const norm = layerNormForward(sum, gain, shift, epsilon);
  free(biased, dropped, sum);
  return { ...norm, kept };
}

export interface DropAddNormGradients {
  readonly x: tf.Tensor;
  /** The very tensor of x without dropout. */
  readonly branch: tf.Tensor;
  readonly bias: tf.Tensor;
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
}

/**
 * Gradients of {@link dropAddNorm}.
 *
 * @param rate of the dropout, 0 where nothing was dropped
 */
export function dropAddNormGradients(
  dy: tf.Tensor,
  { normal, inverse, kept }: Omit<DropAddNorm, "value">,
  gain: tf.Tensor,
  rate: number,
): DropAddNormGradients {
  if (hasOwnOps()) {
    const [x, branch, bias, dgain, shift] = ownOp(
      "AmtlDropAddNormGrad",
      [rateAttribute(rate)],
      [dy, normal, inverse, gain, kept ?? tf.tensor1d([], "bool")],
      5,
    );
    return { x, branch: kept === null ? x : branch, bias, gain: dgain, shift };
  }
  const normed = layerNormBackward(dy, normal, inverse, gain);
  const branch = kept === null ? normed.x : mul(normed.x, kept);
  return { ...normed, branch, bias: columnSum(branch) };
}
