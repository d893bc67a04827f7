import type * as tf from "@tensorflow/tfjs-core";
import { differentiable, traced } from "../ops/differentiable.js";
import { nextMask } from "../ops/dropout.js";
import {
  add,
  biasGelu,
  biasGeluGradients,
  dropAddNorm,
  dropAddNormGradients,
  free,
  matMul,
} from "../ops/kernels.js";
import type { PassContext } from "./attention-block.js";

/**
 * LayerNorm(x + dropout(W_2 · gelu(W_1 · x + b_1) + b_2)) with its way back. The dropout mask is drawn when this is called,
 * so that what it returns gives the same at every call: of x [rows, d] and the tensors of
 * FEED_FORWARD_PARAMETERS, in that order.
 */
export function traceFeedForward({ config, starts, dropout }: PassContext) {
  const mask = nextMask(dropout, config.hiddenDropout, starts);
  return (x: tf.Tensor, weights: readonly tf.Tensor[]) => {
    const [w1, b1, w2, b2, gain, shift] = weights as Six;
    const inner = matMul(x, w1, "second");
    const activated = biasGelu(inner, b1);
    const branch = matMul(activated, w2, "second");
    const parameters = { bias: b2, gain, shift, epsilon: config.epsilon };
    const { value, ...norm } = dropAddNorm(x, branch, parameters, mask);
    branch.dispose();
    return traced({
      value,
      saved: { x, w1, b1, w2, gain, inner, activated, ...norm },
      backward: (dy, saved) => {
        const normed = dropAddNormGradients(dy, saved, saved.gain, mask?.rate ?? 0);
        free(saved.normal, saved.inverse);
        const dActivated = matMul(normed.branch, saved.w2);
        const dw2 = matMul(normed.branch, saved.activated, "first");
        free(saved.activated);
        const inner = biasGeluGradients(dActivated, saved.inner, saved.b1);
        free(saved.inner, dActivated);
        const dw1 = matMul(inner.x, saved.x, "first");
        const dx = add(normed.x, matMul(inner.x, saved.w1));
        return [dx, dw1, inner.bias, dw2, normed.bias, normed.gain, normed.shift];
      },
    });
  };
}

/** {@link traceFeedForward} as one node of the tape. */
export function feedForwardBlock(
  context: PassContext,
  x: tf.Tensor,
  weights: readonly tf.Tensor[],
): tf.Tensor {
  const trace = traceFeedForward(context);
  return differentiable([x, ...weights], () => trace(x, weights));
}

type Six = readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
