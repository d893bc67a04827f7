import * as tf from "@tensorflow/tfjs-core";
import { rawOps, type RawAttribute } from "./raw.js";

/** The operations of native/, which the binding brings along. */
export type OwnOp =
  | "AmtlAdam"
  | "AmtlAttention"
  | "AmtlAttentionGrad"
  | "AmtlBatchNormRelu"
  | "AmtlBatchNormReluGrad"
  | "AmtlBiasGelu"
  | "AmtlBiasGeluGrad"
  | "AmtlBilinear"
  | "AmtlBilinearGrad"
  | "AmtlBilinearWeightGrad"
  | "AmtlDropAddNorm"
  | "AmtlDropAddNormGrad"
  | "AmtlFilter"
  | "AmtlFilterWeight"
  | "AmtlGlobalNorm"
  | "AmtlMaxPool"
  | "AmtlMaxPoolGrad";

/** Runs one of them. The results belong to the surrounding `tf.tidy`. */
export const ownOp = (
  name: OwnOp,
  attributes: readonly RawAttribute[],
  inputs: readonly tf.Tensor[],
  outputs: number,
): tf.Tensor[] => rawOps(name, attributes, inputs, outputs);

/** Whether the loaded binding has them, which one that something else compiled has not: one of them is tried. */
export const hasOwnOps = (): boolean =>
  tf.tidy(() => {
    try {
      ownOp("AmtlBiasGelu", [], [tf.zeros([1, 1]), tf.zeros([1])], 1);
      return true;
    } catch {
      return false;
    }
  });
