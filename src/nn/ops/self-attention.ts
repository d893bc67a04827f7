import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { attention, free, matMul } from "./kernels.js";
import { linearBackward, linearForward } from "./linear.js";
import { evenStarts, type EvenWindows } from "./windows.js";

/** Multi-head self-attention's own parameters: query, key and value without bias, as PyTorch stores them. */
export interface SelfAttentionWeights {
  /** [d, d] */
  readonly query: tf.Tensor;
  /** [2d, d]: the first d rows make keys, the others values. */
  readonly keyValue: tf.Tensor;
  /** [d, d] */
  readonly out: tf.Tensor;
  /** [d] */
  readonly outBias: tf.Tensor;
}

/**
 * W_o · softmax(q·kᵀ / √(d / heads) + bias) · v + b in windows of neighbouring rows, as one node of the tape.
 *
 * @param x [windows · width, d], d a multiple of the heads
 * @param bias [windows, 1, 1, width], added to the scores of each key; null: none
 * @returns [windows · width, d]; differentiable by x and the weights, not by bias.
 */
export function selfAttention(
  x: tf.Tensor,
  { query, keyValue, out, outBias }: SelfAttentionWeights,
  { width, heads }: EvenWindows,
  bias: tf.Tensor | null,
): tf.Tensor2D {
  const d = x.shape[1]!;
  return differentiable([x, query, keyValue, out, outBias], () => {
    const factors = { query: 1 / Math.sqrt(d / heads), value: 1 };
    // Query, key and value side by side: one product instead of two.
    const weight = tf.concat([query, keyValue], 0);
    const attended = attention(matMul(x, weight, "second"), tf.zeros([3 * d]), {
      shape: { starts: evenStarts(x.shape[0], width), heads },
      ...{ factors, bias, mask: null, rows: null },
    });
    return {
      value: linearForward(attended.joined, out, outBias),
      saved: { ...attended.saved, x, weight, joined: attended.joined, out },
      backward: (dy, saved) => {
        const { x, weight, joined, out, ...trace } = saved;
        const ofOut = linearBackward(dy, joined, out);
        const { x: dProjected, bias: unused } = attended.backward(ofOut.x, null, trace);
        const dWeight = matMul(dProjected, x, "first");
        const gradients = [
          matMul(dProjected, weight),
          tf.slice(dWeight, [0, 0], [d, d]),
          tf.slice(dWeight, [d, 0], [2 * d, d]),
          ofOut.weight,
          ofOut.bias,
        ];
        free(ofOut.x, dProjected, unused, dWeight);
        return gradients;
      },
    };
  }) as tf.Tensor2D;
}
