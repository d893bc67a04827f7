import type { DecoderSpec } from "../contract/decoder.js";
import { decode, segmentThreshold } from "./decode.js";
import type { DecodeLayout } from "./decode.js";
import { kthLargest } from "./select.js";

/**
 * The scores that are stored for each evaluation set: enough for any decoder with k ≤ `perSegment`,
 * at under a third of the size of all logits (100 columns) (design, section 5).
 */
export interface KeptScores {
  /** Pairs. */
  readonly rows: number;
  /** Relations kept in each segment and row: at least so many (ties), or all that it has. */
  readonly perSegment: number;
  /** [rows, segments]: every threshold logit. */
  readonly thresholds: Float32Array;
  /** [rows + 1]: the kept relations of row i are entries offsets[i] to offsets[i + 1] of the two arrays below. */
  readonly offsets: Uint32Array;
  /** Columns in the layout, ascending within a row. */
  readonly columns: Uint16Array;
  readonly logits: Float32Array;
  /**
   * The logit of every gold relation, kept among the best or not (see {@link goldLogits}); absent in files of before
   * they were kept.
   */
  readonly gold?: Float32Array;
}

/**
 * Keeps every threshold logit and, in each segment, the best `perSegment` relations with all that tie with
 * the last of them; what is left out is therefore below everything kept in its segment. NaN is left out.
 *
 * @param logits [rows, columns], row-major.
 * @param perSegment at least 4 in stored files, the limit of the official decoders.
 */
export function keepScores(
  logits: Float32Array,
  rows: number,
  layout: DecodeLayout,
  perSegment = 4,
): KeptScores {
  const width = layout.columns.length;
  const thresholds = new Float32Array(rows * layout.segments.length);
  const offsets = new Uint32Array(rows + 1);
  const columns: number[] = [];
  const kept: number[] = [];
  const best = new Float32Array(perSegment);
  for (let row = 0; row < rows; row++) {
    layout.segments.forEach(({ start, end }, segment) => {
      const from = row * width;
      thresholds[row * layout.segments.length + segment] = logits[from + start]!;
      const least = kthLargest(logits, from + start + 1, from + end, best);
      for (let column = start + 1; column < end; column++) {
        const logit = logits[from + column];
        if (!(logit >= least)) continue;
        columns.push(column);
        kept.push(logit);
      }
    });
    offsets[row + 1] = columns.length;
  }
  return {
    rows,
    perSegment,
    thresholds,
    offsets,
    columns: Uint16Array.from(columns),
    logits: Float32Array.from(kept),
  };
}

/**
 * Decodes kept scores: the same predictions as {@link decode} gives from all logits.
 *
 * @returns [rows, columns] of 0 and 1; or null when they cannot be known: a segment in which fewer relations
 * were kept than the decoder may predict, and in which even the lowest kept one exceeds the threshold.
 */
export function decodeKept(
  kept: KeptScores,
  layout: DecodeLayout,
  decoder: DecoderSpec,
): Uint8Array | null {
  const width = layout.columns.length;
  const predictions = new Uint8Array(kept.rows * width);
  const row = new Float32Array(width);
  for (let index = 0; index < kept.rows; index++) {
    fillRow(row, kept, index, layout);
    if (!isSettled(row, kept.perSegment, layout, decoder)) return null;
    predictions.set(decode(row, 1, layout, decoder), index * width);
  }
  return predictions;
}

/** Writes the kept scores of a row into `row`, [columns]; -Infinity where nothing was kept. */
export function fillRow(
  row: Float32Array,
  kept: KeptScores,
  index: number,
  { segments }: DecodeLayout,
): void {
  row.fill(-Infinity);
  segments.forEach(({ start }, segment) => {
    row[start] = kept.thresholds[index * segments.length + segment];
  });
  for (let entry = kept.offsets[index]; entry < kept.offsets[index + 1]; entry++) {
    row[kept.columns[entry]] = kept.logits[entry];
  }
}

/** Whether nothing that was left out of this row (all below what was kept in its segment) can be predicted. */
function isSettled(
  row: Float32Array,
  perSegment: number,
  layout: DecodeLayout,
  decoder: DecoderSpec,
): boolean {
  return layout.segments.every(({ start, end }) => {
    let present = 0;
    let lowest = Infinity;
    for (const logit of row.subarray(start + 1, end)) {
      if (logit === -Infinity) continue;
      present++;
      lowest = Math.min(lowest, logit);
    }
    const complete = present < perSegment || present === end - start - 1;
    if (complete || (decoder.k > 0 && present >= decoder.k)) return true;
    return !(lowest > segmentThreshold(row, 0, start, layout, decoder));
  });
}
