import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../../../nn/ops/differentiable.js";
import { gatherRows } from "../../../nn/ops/gather.js";
import { matMul } from "../../../nn/ops/kernels.js";

/** Added to the mean over heads of a pair's weights: not negligible, the products of attention are as small (atlop.md step 3). */
const EPSILON = 1e-5;

/** A sum of weights below it is that of a pair without any: dividing by it gives no number that can be summed. */
const NEGLIGIBLE = 1e-25;

/** Largest number of pair weights [documents, width, entities²] held at once. */
const WEIGHTS_AT_ONCE = 2 ** 24;

/**
 * Localized context of unordered pairs (ATLOP model.py, spec/backbone-atlop.md step 3): the hidden states weighted by
 * w[j] = mean over heads of a_h[j] · a_t[j], divided by their sum + 1e-5. It is the same for (h, t) and (t, h).
 *
 * The products of all pairs of a document are one small matrix product a position, so nothing is gathered pair by pair.
 *
 * @param attention [documents, entities, heads, width]
 * @param hidden [documents, width, d]
 * @param contexts places in [documents, entities, entities], by document.
 * @param added to the weights' sum over positions and heads; left out: ATLOP's, 1e-5 a head. Where it is next to
 *   nothing, a pair without any weight has no gradient.
 * @returns [contexts, d]; differentiable by attention and hidden.
 */
export function pairContexts(
  attention: tf.Tensor4D,
  hidden: tf.Tensor3D,
  contexts: Int32Array,
  added = EPSILON * attention.shape[2],
): tf.Tensor2D {
  const [documents, entities, heads, width] = attention.shape;
  const d = hidden.shape[2];
  const square = entities * entities;
  const step = Math.max(1, Math.floor(WEIGHTS_AT_ONCE / (square * width)));
  const parts: tf.Tensor2D[] = [];
  for (let first = 0; first < documents; first += step) {
    const count = Math.min(step, documents - first);
    const all = count === documents;
    const a = all ? attention : attention.slice([first, 0, 0, 0], [count, -1, -1, -1]);
    const x = all ? hidden : hidden.slice([first, 0, 0], [count, -1, -1]);
    const byPosition = a.transpose([0, 3, 1, 2]).reshape([count * width, entities, heads]);
    const products = tf.matMul(byPosition, byPosition, false, true);
    const pooled = weightedMeans(products.reshape([count, width, square]), x, added);
    parts.push(pooled.reshape([count * square, d]));
  }
  const table = parts.length === 1 ? parts[0] : tf.concat(parts, 0);
  return gatherRows(table, contexts);
}

/**
 * Σ_j p[j] · x[j] / (Σ_j p[j] + added): [documents, pairs, d] from products p [documents, width, pairs], which are sums
 * over heads, and x [documents, width, d].
 */
function weightedMeans(products: tf.Tensor, x: tf.Tensor, added: number): tf.Tensor {
  return differentiable([products, x], () => {
    const [value, weights, total] = tf.tidy(() => {
      const sum = products.sum(1, true).add(added);
      const normed = products.div(sum);
      return [matMul(normed, x, "first"), normed, sum];
    });
    return {
      value,
      saved: { weights, total, x },
      backward: (dy, saved) =>
        tf.tidy(() => {
          const dWeights = matMul(saved.x, dy, "second");
          const along = dWeights.mul(saved.weights).sum(1, true);
          const slope = dWeights.sub(along).div(saved.total);
          const has = added > NEGLIGIBLE ? null : saved.total.greater(NEGLIGIBLE);
          const dProducts = has === null ? slope : tf.where(has, slope, tf.zerosLike(slope));
          return [dProducts, matMul(saved.weights, dy)];
        }),
    };
  });
}
