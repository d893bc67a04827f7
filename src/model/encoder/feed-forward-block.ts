import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../nn/differentiable.js";
import { dropoutMask, keepScale } from "../nn/dropout.js";
import { scaledGeluBackward, scaledGeluForward } from "../nn/gelu.js";
import { add, free, mul, scale } from "../nn/kernels.js";
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
  // scaledGelu wants its input divided by √2 and gives √2 times too much. Both go into factors that are there anyway,
  // or into x, which is a quarter as wide as what lies between.
  const half = Math.SQRT1_2;

  return differentiable([x, ...weights], () => {
    const input = scale(x, half);
    const inner = linearForward(input, w1, scale(b1, half));
    const { value: activated, twicePhi } = scaledGeluForward(inner);
    const output = linearForward(activated, w2, scale(b2, 1 / half));
    const mask =
      rate === 0 ? null : dropoutMask(dropout!, output.shape, rate, half * keepScale(rate));
    const rescale = (t: tf.Tensor, by: tf.Tensor | null): tf.Tensor =>
      by === null ? scale(t, half) : mul(t, by);
    const sum = add(x, rescale(output, mask));
    const norm = layerNormForward(sum, gain, shift, config.epsilon);
    free(output, sum);
    return {
      value: norm.value,
      saved: {
        ...{ input, w1, w2, gain, inner, activated, twicePhi, mask },
        ...{ normal: norm.normal, inverse: norm.inverse },
      },
      backward: (dy, saved) => {
        const normed = layerNormBackward(dy, saved.normal, saved.inverse, saved.gain);
        free(saved.normal, saved.inverse);
        const second = linearBackward(rescale(normed.x, saved.mask), saved.activated, saved.w2);
        free(saved.activated);
        const dInner = scaledGeluBackward(second.x, saved.inner, saved.twicePhi);
        free(saved.inner, saved.twicePhi, second.x);
        const first = linearBackward(dInner, saved.input, saved.w1);
        dInner.dispose();
        return [
          add(normed.x, scale(first.x, half)),
          first.weight,
          scale(first.bias, half),
          second.weight,
          scale(second.bias, 1 / half),
          normed.gain,
          normed.shift,
        ];
      },
    };
  });
}

type Six = readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
