import * as tf from "@tensorflow/tfjs-core";
import { hasOwnOps, ownOp } from "../../engine/own-ops.js";
import { attention, type Attended, type AttentionSettings } from "./attention.js";
import { maskAttribute, maskKey } from "./dropout.js";
import { factorAttributes, headAttributes } from "./heads.js";

/**
 * What {@link attention} gives, by one operation each way where the engine has them and no probabilities are asked for: a head's
 * scores stay in the processor's cache, and are formed again on the way back instead of kept (at 12 heads, 4 windows
 * of 256: 25 MB a layer). `projected` is freed or saved: it is the caller's no more.
 */
export function attentionOf(
  projected: tf.Tensor,
  shift: tf.Tensor,
  settings: AttentionSettings,
): Attended {
  if (settings.rows !== null || !hasOwnOps()) return attention(projected, shift, settings);
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
}
