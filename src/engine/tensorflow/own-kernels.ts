import * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../contract/compute/dropout.js";
import type { Kernels } from "../../contract/compute/kernels.js";
import { ownAdam } from "./own-adam.js";
import { maskWindows } from "../../nn/ops/windows.js";
import { attention, rateAttribute } from "./own-attention.js";
import { ownImages } from "./own-images.js";
import { ownOp } from "./own-ops.js";

/** Starts and keys of the windows by which a mask of `rows` is drawn; none without a mask. */
function rowMask(mask: Mask | null, rows: number): tf.Tensor[] {
  const { starts, keys } = mask === null ? { starts: [], keys: [] } : maskWindows(mask, rows);
  return [starts, keys].map((values) => tf.tensor1d(values, "int32"));
}

/** The project's own operations (native/), one call each. */
export const OWN_KERNELS = {
  attention,
  biasGelu: (x, bias) => ownOp("AmtlBiasGelu", [], [x, bias], 1)[0],
  biasGeluGradients: (dy, x, bias) => {
    const [dx, dbias] = ownOp("AmtlBiasGeluGrad", [], [dy, x, bias], 2);
    return { x: dx, bias: dbias };
  },
  dropAddNorm: (x, branch, { bias, gain, shift, epsilon }, mask) => {
    const [value, normal, inverse, kept] = ownOp(
      "AmtlDropAddNorm",
      [rateAttribute(mask?.rate ?? 0), { name: "epsilon", kind: "float", value: epsilon }],
      [x, branch, bias, gain, shift, ...rowMask(mask, x.shape[0])],
      4,
    );
    return { value, normal, inverse, kept: mask === null ? null : kept };
  },
  dropAddNormGradients: (dy, { normal, inverse, kept }, gain, rate) => {
    const [x, branch, bias, dgain, shift] = ownOp(
      "AmtlDropAddNormGrad",
      [rateAttribute(rate)],
      [dy, normal, inverse, gain, kept ?? tf.tensor1d([], "bool")],
      5,
    );
    return { x, branch: kept === null ? x : branch, bias, gain: dgain, shift };
  },
  // The outer products are formed in the processor's cache.
  bilinear: ({ head, tail, weight }, k) =>
    ownOp("AmtlBilinear", [{ name: "k", kind: "int", value: k }], [head, tail, weight], 1)[0],
  bilinearGradients: (dy, { head, tail, weight }, k) => {
    const attributes = [{ name: "k", kind: "int", value: k }] as const;
    const [dHead, dTail] = ownOp("AmtlBilinearGrad", attributes, [head, tail, weight, dy], 2);
    return [dHead, dTail, ownOp("AmtlBilinearWeightGrad", attributes, [head, tail, dy], 1)[0]];
  },
  globalNorm: (tensors) =>
    tf.tidy(() => {
      const count = { name: "count", kind: "int", value: tensors.length } as const;
      return ownOp("AmtlGlobalNorm", [count], tensors, 1)[0].dataSync()[0];
    }),
  images: ownImages,
  adam: ownAdam,
} satisfies Partial<Kernels>;
