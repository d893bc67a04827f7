import type { DecoderSpec } from "../contract/decoder.js";
import { decoderOf } from "./decoders/index.js";
import type { Decoder, DocumentScores } from "./decoders/rule.js";
import { fillRow, type KeptScores } from "./kept-scores.js";
import type { ColumnLayout } from "./layout.js";

/**
 * Predicted relations of each pair of a document, and column 0 set to 1 where no relation was predicted.
 *
 * @param logits [rows, columns], row-major.
 * @param pairs [h0, t0, h1, t1, …], for rules that look at more than one pair.
 * @returns [rows, columns] of 0 and 1; other threshold columns are 0.
 * @throws RangeError when the number of logits is not rows × columns.
 */
export const decode = (
  logits: Float32Array,
  rows: number,
  layout: ColumnLayout,
  spec: DecoderSpec,
  pairs: Int32Array | null = null,
): Uint8Array => markAll({ logits, rows, pairs }, layout, decoderOf(spec));

/**
 * Decodes kept scores: the same predictions as {@link decode} gives from all logits.
 *
 * @param documents pairs of each document, in the order of the rows; left out, each row stands alone.
 * @returns [rows, columns] of 0 and 1; or null when they cannot be known: relations that were not kept could be
 *   predicted.
 */
export function decodeKept(
  kept: KeptScores,
  layout: ColumnLayout,
  spec: DecoderSpec,
  documents?: readonly Int32Array[],
): Uint8Array | null {
  const decoder = decoderOf(spec);
  const width = layout.columns.length;
  const predictions = new Uint8Array(kept.rows * width);
  let row = 0;
  for (const pairs of documents ?? Array<null>(kept.rows).fill(null)) {
    const rows = pairs === null ? 1 : pairs.length / 2;
    const logits = new Float32Array(rows * width);
    for (let index = 0; index < rows; index++) {
      const filled = logits.subarray(index * width, (index + 1) * width);
      fillRow(filled, kept, row + index, layout);
      if (!decoder.isSettled(filled, kept.perSegment, layout)) return null;
    }
    predictions.set(markAll({ logits, rows, pairs }, layout, decoder), row * width);
    row += rows;
  }
  return predictions;
}

function markAll(scores: DocumentScores, layout: ColumnLayout, decoder: Decoder): Uint8Array {
  const marks = decoder.mark(scores, layout);
  const columns = layout.columns.length;
  for (let from = 0; from < marks.length; from += columns) {
    let none = 1;
    for (let column = 1; column < columns; column++) {
      if (marks[from + column] === 1) none = 0;
    }
    marks[from] = none;
  }
  return marks;
}
