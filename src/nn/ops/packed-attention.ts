import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { attention, matMul } from "./kernels.js";
import { evenStarts, type EvenWindows } from "./windows.js";

/**
 * Attention of several heads within windows of consecutive rows, without mask, dropout or the projection that usually
 * follows: for each window and head softmax(Q·Kᵀ / √size)·V, the heads side by side.
 *
 * @param x [windows · width, d]
 * @param weight of query, key and value, stacked: [3d, d]
 * @param bias [3d]
 * @param windows their width, and heads, which divide d
 * @returns [windows · width, d]; differentiable by x, weight and bias.
 */
export function packedAttention(
  x: tf.Tensor,
  weight: tf.Tensor,
  bias: tf.Tensor,
  { width, heads }: EvenWindows,
): tf.Tensor2D {
  const size = weight.shape[1]! / heads;
  const settings = {
    shape: { starts: evenStarts(x.shape[0], width), heads },
    ...{ bias: null, mask: null, rows: null },
    factors: { query: 1 / Math.sqrt(size), value: 1 },
  };
  return differentiable([x, weight, bias], () => {
    const attended = attention(matMul(x, weight, "second"), bias, settings);
    return {
      value: attended.joined,
      saved: { x, weight, ...attended.saved },
      backward: (dy, saved) => {
        const by = attended.backward(dy, null, saved);
        return [matMul(by.x, saved.weight), matMul(by.x, saved.x, "first"), by.bias];
      },
    };
  }) as tf.Tensor2D;
}
