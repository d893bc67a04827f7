import * as tf from "@tensorflow/tfjs-core";
import { hasOwnOps, ownOp } from "../../engine/own-ops.js";
import { dtypeOf, hasRawOps, rawOp } from "../../engine/raw.js";
import { addAll } from "../../nn/ops/kernels.js";

/** One L2 norm over all gradients (torch `clip_grad_norm_`), read back to a number. */
export function globalNorm(gradients: readonly tf.Tensor[]): number {
  if (gradients.length === 0) return 0;
  if (hasOwnOps()) {
    return tf.tidy(() => {
      const count = { name: "count", kind: "int", value: gradients.length } as const;
      return ownOp("AmtlGlobalNorm", [count], gradients, 1)[0].dataSync()[0];
    });
  }
  const squared = tf.tidy(() => {
    const halves = gradients.map((gradient) =>
      hasRawOps()
        ? rawOp("L2Loss", [dtypeOf(gradient)], [gradient])
        : gradient.square().sum().mul(0.5),
    );
    return 2 * addAll(halves).dataSync()[0];
  });
  return Math.sqrt(squared);
}

/** What every gradient is multiplied by: min(1, clip / (norm + 1e-6)); 1 without clipping. */
export const clipFactor = (norm: number, clip: number | null): number =>
  clip === null ? 1 : Math.min(1, clip / (norm + 1e-6));
