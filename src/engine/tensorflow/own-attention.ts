import * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../contract/compute/dropout.js";
import type { Kernels } from "../../contract/compute/kernels.js";
import { windowKeys } from "../../nn/ops/windows.js";
import { ownOp } from "./own-ops.js";
import type { RawAttribute } from "./raw.js";

export const rateAttribute = (rate: number): RawAttribute => ({
  name: "rate",
  kind: "float",
  value: rate,
});

/** The keys of a mask's windows, as a tensor, since they are others at every call; none without a mask. */
const maskKeys = (mask: Mask | null, windows: number): tf.Tensor =>
  tf.tensor1d(mask === null ? [] : windowKeys(mask.key, windows), "int32");

/**
 * Attention by one operation each way: a head's scores stay in the processor's cache, and are formed again on the way
 * back instead of kept (at 12 heads, 4 windows of 256: 25 MB a layer).
 */
export const attention: Kernels["attention"] = (projected, shift, settings) => {
  const { shape, factors, mask, rows } = settings;
  const attributes: RawAttribute[] = [
    { name: "heads", kind: "int", value: shape.heads },
    { name: "query_factor", kind: "float", value: factors.query },
    { name: "value_factor", kind: "float", value: factors.value },
  ];
  const padding = settings.bias ?? tf.tensor1d([]);
  const starts = tf.tensor1d(shape.starts, "int32");
  const asked = tf.tensor1d(rows ?? [], "int32");
  const [joined, statistics, keptBits, shares] = ownOp(
    "AmtlAttention",
    [...attributes, rateAttribute(mask?.rate ?? 0)],
    [projected, shift, padding, starts, maskKeys(mask, shape.starts.length - 1), asked],
    4,
  );
  const trace = { projected, shift, padding, starts, asked, statistics, keptBits };
  return {
    joined,
    asked: rows === null ? null : shares,
    saved: trace,
    backward: (dJoined, dAsked, saved) => {
      const { projected, shift, padding, starts, asked, statistics, keptBits } =
        saved as typeof trace;
      const [x, bias] = ownOp(
        "AmtlAttentionGrad",
        attributes,
        [
          ...[projected, shift, padding, starts, statistics, keptBits, dJoined, asked],
          dAsked ?? tf.tensor1d([]),
        ],
        2,
      );
      return { x, bias };
    },
  };
};
