import * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../contract/compute/dropout.js";
import type { Factors, HeadsShape, Kernels } from "../../contract/compute/kernels.js";
import { attention as portable } from "../../nn/portable/attention.js";
import { ownOp } from "./own-ops.js";
import type { RawAttribute } from "./raw.js";

export const headAttributes = ({ width, heads }: HeadsShape): RawAttribute[] => [
  { name: "width", kind: "int", value: width },
  { name: "heads", kind: "int", value: heads },
];

export const factorAttributes = ({ query, value }: Factors): RawAttribute[] => [
  { name: "query_factor", kind: "float", value: query },
  { name: "value_factor", kind: "float", value },
];

export const rateAttribute = (rate: number): RawAttribute => ({
  name: "rate",
  kind: "float",
  value: rate,
});
export const maskAttribute = (mask: Mask | null): RawAttribute => rateAttribute(mask?.rate ?? 0);

/** As a tensor, since it is another at every call. */
export const maskKey = (mask: Mask | null): tf.Tensor => tf.scalar((mask?.key ?? 0) | 0, "int32");

/**
 * Attention by one operation each way where no probabilities are asked for: a head's scores stay in the processor's
 * cache, and are formed again on the way back instead of kept (at 12 heads, 4 windows of 256: 25 MB a layer).
 */
export const attention: Kernels["attention"] = (projected, shift, settings) => {
  if (settings.rows !== null) return portable(projected, shift, settings);
  const { shape, factors, mask } = settings;
  const attributes = [...headAttributes(shape), ...factorAttributes(factors)];
  const padding = settings.bias ?? tf.tensor1d([]);
  const [joined, statistics, keptBits] = ownOp(
    "AmtlAttention",
    [...attributes, maskAttribute(mask)],
    [projected, shift, padding, maskKey(mask)],
    3,
  );
  const trace = { projected, shift, padding, statistics, keptBits };
  return {
    joined,
    asked: null,
    saved: trace,
    backward: (dJoined, _, saved) => {
      const { projected, shift, padding, statistics, keptBits } = saved as typeof trace;
      const inputs = [projected, shift, padding, dJoined, statistics, keptBits];
      const [x, bias] = ownOp("AmtlAttentionGrad", attributes, inputs, 2);
      return { x, bias };
    },
  };
};
