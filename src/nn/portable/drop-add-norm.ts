import type * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../contract/compute/dropout.js";
import type { DropAddNorm, DropAddNormGradients } from "../../contract/compute/kernels.js";
import type { NormParameters } from "../../contract/compute/norm-parameters.js";
import { keepScale } from "../ops/dropout.js";
import { add, addBias, columnSum, dropoutMask, free, mul } from "../ops/kernels.js";
import { layerNormBackward, layerNormForward } from "../ops/layer-norm.js";

export function dropAddNorm(
  x: tf.Tensor,
  branch: tf.Tensor,
  { bias, gain, shift, epsilon }: NormParameters,
  mask: Mask | null,
): DropAddNorm {
  const biased = addBias(branch, bias);
  const kept = mask === null ? null : dropoutMask(mask, biased.shape, keepScale(mask.rate));
  const dropped = kept === null ? biased : mul(biased, kept);
  const sum = add(x, dropped);
  const norm = layerNormForward(sum, gain, shift, epsilon);
  free(biased, dropped, sum);
  return { ...norm, kept };
}

export function dropAddNormGradients(
  dy: tf.Tensor,
  { normal, inverse, kept }: Omit<DropAddNorm, "value">,
  gain: tf.Tensor,
): DropAddNormGradients {
  const normed = layerNormBackward(dy, normal, inverse, gain);
  const branch = kept === null ? normed.x : mul(normed.x, kept);
  return { ...normed, branch, bias: columnSum(branch) };
}
