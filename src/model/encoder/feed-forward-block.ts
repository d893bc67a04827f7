import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../nn/differentiable.js";
import { dropoutMask, keepScale } from "../nn/dropout.js";
import { scaledGeluBackward, scaledGeluForward } from "../nn/gelu.js";
import { add, addAll, free, mul, scale } from "../nn/kernels.js";
import { layerNormBackward, layerNormForward } from "../nn/layer-norm.js";
import { linearBackward, linearForward } from "../nn/linear.js";
import type { PassContext } from "./attention-block.js";

/**
 * LayerNorm(x + dropout(W_2 · gelu(W_1 · x + b_1) + b_2)), as one node of the tape.
 *
 * @param x [windows · width, d]
 * @param weights tensors of FEED_FORWARD_PARAMETERS, in that order
 */
export function feedForwardBlock(
  context: PassContext,
  x: tf.Tensor,
  weights: readonly tf.Tensor[],
): tf.Tensor {
  const { config, dropout } = context;
  const [w1, b1, w2, b2, gain, shift] = weights as Six;
  const rate = dropout === null ? 0 : config.hiddenDropout;
  // scaledGelu wants its input divided by √2 and gives √2 times too much: both go into the weights.
  const half = Math.SQRT1_2;

  return differentiable([x, ...weights], () => {
    const inner = linearForward(x, scale(w1, half), scale(b1, half));
    const { value: activated, twicePhi } = scaledGeluForward(inner);
    const output = linearForward(activated, scale(w2, half), b2);
    const mask =
      rate === 0 ? null : scale(dropoutMask(dropout!, output.shape, rate), keepScale(rate));
    const sum = add(x, mask === null ? output : mul(output, mask));
    const norm = layerNormForward(sum, gain, shift, config.epsilon);
    free(output, sum);
    return {
      value: norm.value,
      saved: {
        x,
        w1,
        w2,
        gain,
        inner,
        activated,
        twicePhi,
        mask,
        normal: norm.normal,
        inverse: norm.inverse,
      },
      backward: (dy, saved) => {
        const normed = layerNormBackward(dy, saved.normal, saved.inverse, saved.gain);
        const dOutput = saved.mask === null ? normed.x : mul(normed.x, saved.mask);
        const second = linearBackward(dOutput, saved.activated, scale(saved.w2, half));
        free(saved.activated);
        const dInner = scaledGeluBackward(second.x, saved.inner, saved.twicePhi);
        free(saved.inner, saved.twicePhi, second.x);
        const first = linearBackward(dInner, saved.x, scale(saved.w1, half));
        dInner.dispose();
        return [
          addAll([normed.x, first.x]),
          scale(first.weight, half),
          scale(first.bias, half),
          scale(second.weight, half),
          second.bias,
          normed.gain,
          normed.shift,
        ];
      },
    };
  });
}

type Six = readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
