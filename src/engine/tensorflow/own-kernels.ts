import * as tf from "@tensorflow/tfjs-core";
import type { Kernels } from "../../contract/compute/kernels.js";
import { ownAdam } from "./own-adam.js";
import {
  attention,
  factorAttributes,
  headAttributes,
  maskAttribute,
  maskKey,
  rateAttribute,
} from "./own-attention.js";
import { ownImages } from "./own-images.js";
import { ownOp } from "./own-ops.js";

/** The project's own operations (native/), one call each. */
export const OWN_KERNELS = {
  splitHeads: (x, shape) =>
    ownOp("AmtlSplitHeads", headAttributes(shape), [x, tf.tensor1d([])], 1)[0],
  joinHeads: (part) => ownOp("AmtlJoinHeads", [], [part], 2)[0],
  splitThreeHeads: (x, bias, shape, factors) => {
    const all = [...headAttributes(shape), ...factorAttributes(factors)];
    return ownOp("AmtlSplitThreeHeads", all, [x, bias], 3);
  },
  joinThreeHeads: (parts, factors) => {
    const [x, bias] = ownOp("AmtlJoinThreeHeads", factorAttributes(factors), parts, 2);
    return { x, bias };
  },
  droppedSoftmax: (scores, bias, mask) => {
    const inputs = [scores, bias ?? tf.tensor1d([]), maskKey(mask)];
    const [probabilities, dropped] = ownOp("AmtlDroppedSoftmax", [maskAttribute(mask)], inputs, 2);
    return { probabilities, dropped: mask === null ? probabilities : dropped };
  },
  droppedSoftmaxGradient: (dDropped, { probabilities, dropped }) =>
    ownOp("AmtlDroppedSoftmaxGrad", [], [dDropped, dropped, probabilities], 1)[0],
  attention,
  biasGelu: (x, bias) => ownOp("AmtlBiasGelu", [], [x, bias], 1)[0],
  biasGeluGradients: (dy, x, bias) => {
    const [dx, dbias] = ownOp("AmtlBiasGeluGrad", [], [dy, x, bias], 2);
    return { x: dx, bias: dbias };
  },
  dropAddNorm: (x, branch, { bias, gain, shift, epsilon }, mask) => {
    const [value, normal, inverse, kept] = ownOp(
      "AmtlDropAddNorm",
      [maskAttribute(mask), { name: "epsilon", kind: "float", value: epsilon }],
      [x, branch, bias, gain, shift, maskKey(mask)],
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
