import * as tf from "@tensorflow/tfjs-core";
import { hasOwnOps, ownOp } from "../../../engine/own-ops.js";
import { differentiable } from "../../../nn/ops/differentiable.js";
import { addBias, columnSum } from "../../../nn/ops/kernels.js";
import {
  bilinear,
  bilinearGradients,
  type BilinearGradients,
  type BilinearInputs,
} from "./bilinear-chunks.js";

/** By the project's own operations, which form the outer products in the processor's cache. */
function ownBilinear({ head, tail, weight }: BilinearInputs, k: number): tf.Tensor {
  return ownOp("AmtlBilinear", [{ name: "k", kind: "int", value: k }], [head, tail, weight], 1)[0];
}

function ownGradients(dy: tf.Tensor, inputs: BilinearInputs, k: number): BilinearGradients {
  const { head, tail, weight } = inputs;
  const attributes = [{ name: "k", kind: "int", value: k }] as const;
  const [dHead, dTail] = ownOp("AmtlBilinearGrad", attributes, [head, tail, weight, dy], 2);
  return [dHead, dTail, ownOp("AmtlBilinearWeightGrad", attributes, [head, tail, dy], 1)[0]];
}

/**
 * Grouped bilinear layer (ATLOP model.py): both vectors are split into groups of k, the outer products inside each
 * group are the input of a linear layer; index (g·k + a)·k + b holds head[g·k + a] · tail[g·k + b].
 *
 * The outer products are formed chunk by chunk, and again in the backward pass, so memory does not grow with
 * pairs × m·k (338 MB for one document of 42 entities at m = 768, k = 64).
 *
 * @param head [pairs, m], at least one pair
 * @param tail [pairs, m]
 * @param weight [columns, m·k]
 * @param bias [columns]
 * @returns [pairs, columns]; differentiable by all four.
 */
export function groupedBilinear(
  head: tf.Tensor2D,
  tail: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
  k: number,
): tf.Tensor2D {
  const saved = { head, tail, weight };
  return differentiable([head, tail, weight, bias], () => ({
    value: tf.tidy(() => addBias((hasOwnOps() ? ownBilinear : bilinear)(saved, k), bias)),
    saved,
    backward: (dy, saved) =>
      tf.tidy(() => {
        const gradients = (hasOwnOps() ? ownGradients : bilinearGradients)(dy, saved, k);
        return [...gradients, columnSum(dy)];
      }),
  })) as tf.Tensor2D;
}
