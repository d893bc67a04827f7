import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../../../nn/ops/differentiable.js";
import { gatherRows } from "../../../nn/ops/gather.js";
import type { MentionIndex } from "./mentions.js";

/**
 * Logsumexp over the mentions of each entity, dimension by dimension: [places, d] from [documents, width, d].
 * One mention gives its own vector exactly; an entity without mention (all beyond the cut) gives zeros.
 */
export function entityVectors(hidden: tf.Tensor3D, plan: MentionIndex): tf.Tensor2D {
  const [documents, width, d] = hidden.shape;
  const places = documents * plan.entities;
  const rows = gatherRows(hidden.reshape<tf.Tensor2D>([documents * width, d]), plan.hiddenRows);
  const mentions = rows.reshape<tf.Tensor3D>([places, plan.most, d]);
  return differentiable([mentions], () => {
    const [value, weights] = tf.tidy((): [tf.Tensor, tf.Tensor] => {
      const present = tf.tensor3d(plan.present, [places, plan.most, 1]);
      const masked = mentions.add(present.sub(1).mul(1e30));
      const most = masked.max(1, true);
      const exponentials = masked.sub(most).exp();
      const sum = exponentials.sum(1, true);
      const some = present.max(1, true);
      return [
        sum.log().add(most).mul(some).reshape<tf.Tensor2D>([places, d]),
        exponentials.div(sum).mul(some),
      ];
    });
    return {
      value,
      saved: { weights },
      backward: (dy, saved) => [tf.mul(saved.weights, dy.reshape([places, 1, d]))],
    };
  }) as tf.Tensor2D;
}

/**
 * Mean attention of each entity's mentions, [documents, entities, heads, width] from rows [mentions, heads, width];
 * zeros for an entity without mention. A product with the matrix of shares: the batch has few mentions.
 */
export function entityAttention(
  attention: tf.Tensor3D,
  plan: MentionIndex,
  documents: number,
): tf.Tensor4D {
  const [mentions, heads, width] = attention.shape;
  const shape: [number, number, number, number] = [documents, plan.entities, heads, width];
  if (mentions === 0) return tf.zeros(shape);
  const shares = tf.tensor2d(plan.shares, [documents * plan.entities, mentions]);
  return tf
    .matMul(shares, attention.reshape<tf.Tensor2D>([mentions, heads * width]))
    .reshape(shape);
}
