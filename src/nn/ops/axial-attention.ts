import * as tf from "@tensorflow/tfjs-core";
import { selfAttention, type SelfAttentionWeights } from "./self-attention.js";

/** Square tables of cells, one after the other, each row by row. */
export interface TableShape {
  readonly tables: number;
  readonly side: number;
}

/** The cells of the transposed tables, [tables · side², d]; its own inverse. */
function transposed(x: tf.Tensor, { tables, side }: TableShape): tf.Tensor {
  const d = x.shape[1]!;
  return tf.transpose(x.reshape([tables, side, side, d]), [0, 2, 1, 3]).reshape([-1, d]);
}

/**
 * Axial attention over tables (lucidrains/axial-attention 0.6.1 with `sum_axial_out`): the sum of two multi-head
 * self-attentions with weights of their own, one in which a cell attends to its column, one to its row.
 *
 * @param x [tables · side², d], d a multiple of `heads`
 * @param weights `column` attends along the first axis of the tables, `row` along the second.
 * @param bias [tables, side], added to the scores of the cells at that place of a column, and of a row; null: none
 * @returns [tables · side², d]; differentiable by x and the weights, not by bias.
 */
export function axialAttention(
  x: tf.Tensor,
  weights: { readonly column: SelfAttentionWeights; readonly row: SelfAttentionWeights },
  { heads, ...shape }: TableShape & { readonly heads: number },
  bias: tf.Tensor2D | null,
): tf.Tensor2D {
  const { tables, side } = shape;
  const lines = { width: side, heads };
  // Every line of a table gets the table's bias.
  const keys =
    bias === null
      ? null
      : tf.tile(bias.reshape([tables, 1, side]), [1, side, 1]).reshape([tables * side, 1, 1, side]);
  const alongColumns = selfAttention(transposed(x, shape), weights.column, lines, keys);
  const alongRows = selfAttention(x, weights.row, lines, keys);
  return tf.add(transposed(alongColumns, shape), alongRows);
}
