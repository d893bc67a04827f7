import * as tf from "@tensorflow/tfjs-core";
import type { Piece, WindowIndex } from "./windows.js";

/** The official constant in both denominators (data-pipeline section 5). */
const MERGE_EPSILON = 1e-10;

const isOneWindowEach = (index: WindowIndex): boolean => index.width === index.windows.width;

/**
 * Hidden states of the documents, [documents, width, d], from those of the windows: the mean where two overlap,
 * zero where none covers a position (between the windows of a document of more than 1,022 pieces).
 */
export function mergeHidden(index: WindowIndex, hidden: tf.Tensor3D): tf.Tensor3D {
  const { width } = index;
  if (isOneWindowEach(index)) return hidden;
  const d = hidden.shape[2];
  const documents = index.pieces.map((pieces): tf.Tensor3D => {
    const cover = new Float32Array(width);
    const parts = pieces.map((piece) => {
      for (let p = piece.to; p < piece.to + piece.length; p++) cover[p] += 1;
      return hidden.slice([piece.window, piece.from, 0], [1, piece.length, d]).pad([
        [0, 0],
        [piece.to, width - piece.to - piece.length],
        [0, 0],
      ]);
    });
    if (parts.length === 1) return parts[0] as tf.Tensor3D;
    // What no window covers is zero already, so that any finite weight will do.
    const weights = cover.map((count) => 1 / (Math.max(count, 1) + MERGE_EPSILON));
    return tf.addN(parts).mul<tf.Tensor3D>(tf.tensor(weights, [1, width, 1]));
  });
  return tf.concat(documents, 0);
}

const covers = (piece: Piece, position: number): boolean =>
  position >= piece.to && position < piece.to + piece.length;

/**
 * Rows of the windows' attention (window · width + offset) from which {@link mergeAttention} makes the rows of the
 * documents: for each document one request a piece and position, in that order.
 */
export function attentionRequests(
  index: WindowIndex,
  positions: readonly (readonly number[])[],
): Int32Array {
  const rows = index.pieces.flatMap((pieces, document) =>
    pieces.flatMap((piece) =>
      positions[document].map((position) => {
        // A position outside the piece asks for any row, which the merge multiplies by zero.
        const offset = covers(piece, position) ? position - piece.to + piece.from : 0;
        return piece.window * index.windows.width + offset;
      }),
    ),
  );
  return Int32Array.from(rows);
}

/**
 * Attention rows of the documents at the asked positions, [rows, heads, width], documents in order. Where two
 * windows overlap the rows are added and divided by their sum, as officially (not averaged); entries between
 * positions that share no window are 0.
 *
 * @param attention the requested rows of the windows, [requests, heads, window width]
 */
export function mergeAttention(
  index: WindowIndex,
  attention: tf.Tensor3D,
  positions: readonly (readonly number[])[],
): tf.Tensor3D {
  const { width } = index;
  if (isOneWindowEach(index)) return attention;
  const heads = attention.shape[1];
  let next = 0;
  const documents = index.pieces.flatMap((pieces, document): tf.Tensor3D[] => {
    const asked = positions[document];
    if (asked.length === 0) return [];
    const parts = pieces.map((piece) => {
      const covered = asked.map((position) => (covers(piece, position) ? 1 : 0));
      const rows = attention
        .slice([next, 0, piece.from], [asked.length, heads, piece.length])
        .pad([
          [0, 0],
          [0, 0],
          [piece.to, width - piece.to - piece.length],
        ])
        .mul<tf.Tensor3D>(tf.tensor(covered, [asked.length, 1, 1]));
      next += asked.length;
      return rows;
    });
    if (parts.length === 1) return parts;
    const sum = tf.addN(parts);
    return [sum.div(sum.sum(-1, true).add(MERGE_EPSILON))];
  });
  return documents.length === 0 ? tf.zeros([0, heads, width]) : tf.concat(documents, 0);
}
