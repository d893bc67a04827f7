import * as tf from "@tensorflow/tfjs-core";
import { wantedKernels } from "./kernels.js";
import { hasRawOps, rawOps, type RawAttribute } from "./raw.js";

/** The operations of native/, which the binding brings along. */
export type OwnOp =
  | "AmtlAdam"
  | "AmtlAttention"
  | "AmtlAttentionGrad"
  | "AmtlBiasGelu"
  | "AmtlBiasGeluGrad"
  | "AmtlBilinear"
  | "AmtlBilinearGrad"
  | "AmtlBilinearWeightGrad"
  | "AmtlDropAddNorm"
  | "AmtlDropAddNormGrad"
  | "AmtlDroppedSoftmax"
  | "AmtlDroppedSoftmaxGrad"
  | "AmtlGlobalNorm"
  | "AmtlJoinHeads"
  | "AmtlJoinThreeHeads"
  | "AmtlSplitHeads"
  | "AmtlSplitThreeHeads";

/** What was found out about a backend; another one may take its place within a process (tests do that). */
const known = new WeakMap<object, boolean>();

/** A binding that something else compiled has no such operations: one of them is tried. */
function tried(): boolean {
  return tf.tidy(() => {
    try {
      rawOps("AmtlBiasGelu", [], [tf.zeros([1, 1]), tf.zeros([1])]);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Whether the engine has this project's operations, which do in one pass over memory what takes TensorFlow five to
 * ten. They run on the processor, so a GPU goes without them, and so does wasm: same numbers but for rounding.
 * `AMTL_KERNELS=tensorflow` goes without them too.
 */
export function hasOwnOps(): boolean {
  if (wantedKernels() === "tensorflow" || !hasRawOps()) return false;
  const backend = tf.backend() as { readonly isUsingGpuDevice?: boolean };
  const found = known.get(backend) ?? (backend.isUsingGpuDevice !== true && tried());
  known.set(backend, found);
  return found;
}

/** Runs one of them; ask {@link hasOwnOps} first. The results belong to the surrounding `tf.tidy`. */
export const ownOp = (
  name: OwnOp,
  attributes: readonly RawAttribute[],
  inputs: readonly tf.Tensor[],
  outputs: number,
): tf.Tensor[] => rawOps(name, attributes, inputs, outputs);
