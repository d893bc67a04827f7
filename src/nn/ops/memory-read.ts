import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { matMul } from "./kernels.js";

/** What {@link memoryRead} reads: values, and scores for each of `reads` readings. */
export interface MemoryRead {
  /** [memory, d], the same for every item of the batch. */
  readonly memory: tf.Tensor;
  /** [memory, reads] */
  readonly memoryScores: tf.Tensor;
  /** [items, tokens, d], an item's own. */
  readonly tokens: tf.Tensor;
  /** [items, tokens, reads] */
  readonly tokenScores: tf.Tensor;
}

/** Softmax over memory and own tokens together. */
interface Weights {
  /** Weights of the memory, up to an item's factor: [memory, reads]. */
  readonly shared: tf.Tensor;
  /** What an item multiplies `shared` by: [items, reads]. */
  readonly factor: tf.Tensor;
  /** Weights of the item's own tokens: [items, tokens, reads]. */
  readonly own: tf.Tensor;
}

function weightsOf({ memoryScores, tokenScores }: MemoryRead): Weights {
  const most = tf.max(memoryScores, 0, true);
  const shared = tf.exp(tf.sub(memoryScores, most));
  const sum = tf.sum(shared, 0, true);
  const highest = tf.maximum(tf.max(tokenScores, 1), most);
  const kept = tf.exp(tf.sub(most, highest));
  const raised = tf.exp(tf.sub(tokenScores, tf.expandDims(highest, 1)));
  const total = tf.add(tf.sum(raised, 1), tf.mul(kept, sum));
  return {
    shared,
    factor: tf.div(kept, total),
    own: tf.div(raised, tf.expandDims(total, 1)),
  };
}

/**
 * Batched attention over a memory that all items share and over each item's own tokens:
 *
 *     read[t] = Σ_i α_i[t] · v_i,  α[t] = softmax over memory and tokens of their scores for reading t
 *
 * The memory is never repeated item by item: its weighted sum is formed once, and an item only scales it.
 *
 * @returns [items, reads, d]; differentiable by all four, gradients of the memory summed over the items.
 */
export const memoryRead = (inputs: MemoryRead): tf.Tensor3D =>
  differentiable([inputs.memory, inputs.memoryScores, inputs.tokens, inputs.tokenScores], () => {
    const { memory, tokens } = inputs;
    const [value, shared, factor, own] = tf.tidy(
      (): [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor] => {
        const weights = weightsOf(inputs);
        const common = matMul(weights.shared, memory, "first");
        const ofMemory = tf.mul(tf.expandDims(weights.factor, 2), tf.expandDims(common, 0));
        const ofTokens = matMul(weights.own, tokens, "first");
        return [tf.add(ofMemory, ofTokens), weights.shared, weights.factor, weights.own];
      },
    );
    return {
      value,
      saved: { memory, tokens, value, shared, factor, own },
      backward: (dy, saved) => tf.tidy(() => gradients(dy, saved)),
    };
  }) as tf.Tensor3D;

type Saved = Weights & Pick<MemoryRead, "memory" | "tokens"> & { readonly value: tf.Tensor };

/** By memory, its scores, tokens, and their scores: α_i (v_i·dy − value·dy) is the gradient of a score. */
function gradients(dy: tf.Tensor, saved: Saved): tf.Tensor[] {
  const { memory, tokens, value, shared, factor, own } = saved;
  const along = tf.sum(tf.mul(value, dy), 2);
  const dTokens = matMul(own, dy);
  const dTokenScores = tf.mul(own, tf.sub(matMul(tokens, dy, "second"), tf.expandDims(along, 1)));
  // Sums over the items, each with its factor: of dy, and of value·dy.
  const slope = tf.sum(tf.mul(tf.expandDims(factor, 2), dy), 0);
  const level = tf.sum(tf.mul(factor, along), 0, true);
  const dMemory = matMul(shared, slope);
  const dMemoryScores = tf.mul(shared, tf.sub(matMul(memory, slope, "second"), level));
  return [dMemory, dMemoryScores, dTokens, dTokenScores];
}
