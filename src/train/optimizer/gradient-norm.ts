import type * as tf from "@tensorflow/tfjs-core";
import * as kernels from "../../nn/ops/kernels.js";

/** One L2 norm over all gradients (torch `clip_grad_norm_`), read back to a number. */
export const globalNorm = (gradients: readonly tf.Tensor[]): number =>
  gradients.length === 0 ? 0 : kernels.globalNorm(gradients);

/** What every gradient is multiplied by: min(1, clip / (norm + 1e-6)); 1 without clipping. */
export const clipFactor = (norm: number, clip: number | null): number =>
  clip === null ? 1 : Math.min(1, clip / (norm + 1e-6));
