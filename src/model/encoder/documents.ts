import * as tf from "@tensorflow/tfjs-core";
import type { Dropout } from "../nn/dropout.js";
import { gatherRows } from "../nn/gather.js";
import type { Parameters } from "../parameters.js";
import { encode } from "./encode.js";
import type { EncodedDocuments, EncodedWindows, EncoderConfig } from "./types.js";
import { planWindows, type Piece, type WindowPlan } from "./windows.js";

/**
 * Encodes documents of any length and returns what a head asks for: all hidden states, and the attention rows at
 * the given positions only (mention starts), since the whole canvas is large and a head reads a few rows of it.
 *
 * @param documents ids with special tokens, not padded.
 * @param positions for each document the positions (special token counted, less than the padded width) whose
 *   attention rows are wanted.
 */
export function encodeDocuments(
  parameters: Parameters,
  config: EncoderConfig,
  documents: readonly Int32Array[],
  positions: readonly (readonly number[])[],
  dropout: Dropout | null,
): EncodedDocuments {
  const plan = planWindows(documents, config.family);
  const encoded = encode(parameters, config, plan.windows, dropout);
  return {
    hidden: mergeHidden(plan, encoded),
    attention: mergeAttention(plan, encoded, positions),
  };
}

const MERGE_EPSILON = 1e-10;

/** The mean where windows overlap, zero where none covers a position: [documents, width, d]. */
export function mergeHidden(plan: WindowPlan, encoded: EncodedWindows): tf.Tensor3D {
  const { width } = plan;
  if (width === plan.windows.width) return encoded.hidden;
  const d = encoded.hidden.shape[2];
  const documents = plan.pieces.map((pieces) => {
    const cover = new Float32Array(width);
    const parts = pieces.map((piece) => {
      for (let p = 0; p < piece.length; p++) cover[piece.to + p] += 1;
      return encoded.hidden.slice([piece.window, piece.from, 0], [1, piece.length, d]).pad([
        [0, 0],
        [piece.to, width - piece.to - piece.length],
        [0, 0],
      ]);
    });
    if (parts.length === 1) return parts[0];
    const weights = cover.map((count) => 1 / (count + MERGE_EPSILON));
    // A position that no window covers holds zero already; any finite weight keeps it zero.
    const finite = weights.map((weight, p) => (cover[p] === 0 ? 0 : weight));
    return tf.addN(parts).mul(tf.tensor(finite, [1, width, 1]));
  });
  return tf.concat(documents, 0) as tf.Tensor3D;
}

/** Attention rows at the positions; where windows overlap both rows are added and divided by their sum. */
export function mergeAttention(
  plan: WindowPlan,
  encoded: EncodedWindows,
  positions: readonly (readonly number[])[],
): tf.Tensor3D {
  const { width, windows } = plan;
  const heads = encoded.attention.shape[1];
  const rows = encoded.attention.reshape<tf.Tensor2D>([-1, windows.width]);
  const take = (asked: readonly number[], piece: Piece): tf.Tensor3D => {
    const indices = new Int32Array(asked.length * heads);
    const inside = new Float32Array(asked.length);
    asked.forEach((position, row) => {
      const at = position - piece.to;
      const covered = at >= 0 && at < piece.length;
      inside[row] = covered ? 1 : 0;
      for (let head = 0; head < heads; head++) {
        indices[row * heads + head] =
          (piece.window * heads + head) * windows.width + (covered ? at + piece.from : 0);
      }
    });
    const shape: [number, number, number] = [asked.length, heads, windows.width];
    const taken = gatherRows(rows, indices).reshape<tf.Tensor3D>(shape);
    if (width === windows.width) return taken;
    return taken
      .slice([0, 0, piece.from], [asked.length, heads, piece.length])
      .pad([
        [0, 0],
        [0, 0],
        [piece.to, width - piece.to - piece.length],
      ])
      .mul(tf.tensor(inside, [asked.length, 1, 1]));
  };
  const parts = plan.pieces.flatMap((pieces, document) => {
    const asked = positions[document] ?? [];
    if (asked.length === 0) return [];
    const rowsOf = pieces.map((piece) => take(asked, piece));
    if (rowsOf.length === 1) return rowsOf;
    const sum = tf.addN(rowsOf);
    return [sum.div(sum.sum(-1, true).add(MERGE_EPSILON))];
  });
  return parts.length === 0 ? tf.zeros([0, heads, width]) : (tf.concat(parts, 0) as tf.Tensor3D);
}
