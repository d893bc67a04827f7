import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../ops/differentiable.js";
import { traceAttention, type PassContext } from "./attention-block.js";
import { traceFeedForward } from "./feed-forward-block.js";

/**
 * A layer as one node of the tape that keeps its input and nothing else, and computes the layer again on the way back:
 * the same operations on the same numbers with the same dropout masks, so that value and gradients have the same bits.
 *
 * @param x [rows, d]
 * @param weights tensors of ATTENTION_PARAMETERS, and of FEED_FORWARD_PARAMETERS
 */
export function recomputedLayer(
  context: PassContext,
  x: tf.Tensor,
  weights: { readonly attention: readonly tf.Tensor[]; readonly feedForward: readonly tf.Tensor[] },
): tf.Tensor {
  const attention = traceAttention(context, null);
  const feedForward = traceFeedForward(context);
  return differentiable([x, ...weights.attention, ...weights.feedForward], () => ({
    value: tf.tidy(() => {
      const attended = tf.tidy(() => attention(x, weights.attention, context.bias).value);
      return feedForward(attended, weights.feedForward).value;
    }),
    saved: { x, bias: context.bias },
    backward: (dy, saved) =>
      tf.tidy(() => {
        const attended = attention(saved.x, weights.attention, saved.bias);
        const [dAttended, ...ofFeedForward] = tf.tidy(() => {
          const fed = feedForward(attended.value, weights.feedForward);
          return fed.backward(dy, fed.saved);
        });
        return [...attended.backward(dAttended, attended.saved), ...ofFeedForward];
      }),
  }));
}
