import type { LabelLayout } from "../contract/layout.js";
import type { DecoderSpec } from "../contract/decoder.js";
import { kthLargest } from "./select.js";

/** What decoding needs of a layout. */
export type DecodeLayout = Pick<LabelLayout, "segments" | "lambda" | "columns">;

/**
 * Marks every class that passes, threshold slots included: 1 where a logit exceeds its threshold and is not
 * below the k-th largest logit of its segment, slot included (ties at the k-th may exceed k).
 * A slot itself passes only by rule "zero", where it is an ordinary class and takes one of the k places.
 * NaN logits neither pass nor take a place; a NaN threshold lets nothing pass.
 * With one segment these are the rules D1 and D0 of the official code (AMTL losses.py `get_label`),
 * with several D1seg and D0seg (`get_label_by_MT`); a segment narrower than k, where that code raises, keeps all.
 *
 * @param logits [rows, columns], row-major.
 * @returns [rows, columns] of 0 and 1.
 * @throws RangeError when the number of logits is not rows × columns.
 */
export function passing(
  logits: Float32Array,
  rows: number,
  layout: DecodeLayout,
  decoder: DecoderSpec,
): Uint8Array {
  const columns = layout.columns.length;
  if (logits.length !== rows * columns) {
    throw new RangeError(`Expected ${rows} × ${columns} logits, got ${logits.length}`);
  }
  const marks = new Uint8Array(logits.length);
  const best = new Float32Array(Math.max(0, decoder.k));
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    for (const segment of layout.segments) {
      const threshold = segmentThreshold(logits, from, segment.start, layout, decoder);
      markSegment(
        logits,
        from + segment.start,
        from + segment.end,
        threshold,
        decoder.rule,
        best,
        marks,
      );
    }
  }
  return marks;
}

/**
 * Predicted relations of each pair: {@link passing} without the threshold slots, which no one may score,
 * and with column 0 set to 1 where no relation was predicted.
 *
 * @param logits [rows, columns], row-major.
 * @returns [rows, columns] of 0 and 1.
 * @throws RangeError when the number of logits is not rows × columns.
 */
export function decode(
  logits: Float32Array,
  rows: number,
  layout: DecodeLayout,
  decoder: DecoderSpec,
): Uint8Array {
  const predictions = passing(logits, rows, layout, decoder);
  const columns = layout.columns.length;
  for (let from = 0; from < predictions.length; from += columns) {
    for (const { start } of layout.segments) predictions[from + start] = 0;
    let none = 1;
    for (let column = 1; column < columns; column++) {
      if (predictions[from + column] === 1) none = 0;
    }
    predictions[from] = none;
  }
  return predictions;
}

/**
 * What the relations of the segment that begins in column `start` have to exceed, in the row that begins at
 * `from`: the global level (0 unless the decoder has one), the segment's own slot logit, or the sum of the row's slot
 * logits over lambda (paper Eq. 2).
 */
export function segmentThreshold(
  logits: Float32Array,
  from: number,
  start: number,
  { segments, lambda }: DecodeLayout,
  { rule, threshold, factor, level = 0 }: DecoderSpec,
): number {
  if (rule === "zero") return level;
  if (threshold === "raw") return factor * logits[from + start];
  let sum = 0;
  for (const segment of segments) sum += logits[from + segment.start];
  return (factor * sum) / lambda;
}

/**
 * Marks one segment [slot, end) of one row. Only classes above the threshold are ranked: no other can pass.
 * `best` has room for k.
 */
function markSegment(
  logits: Float32Array,
  slot: number,
  end: number,
  threshold: number,
  rule: DecoderSpec["rule"],
  best: Float32Array,
  marks: Uint8Array,
): void {
  let above = logits[slot] > threshold ? 1 : 0;
  if (above === 1 && rule === "zero") marks[slot] = 1;
  for (let index = slot + 1; index < end; index++) {
    if (logits[index] > threshold) {
      marks[index] = 1;
      above++;
    }
  }
  if (best.length === 0 || above <= best.length) return;
  const least = kthLargest(logits, slot, end, best, threshold);
  for (let index = slot; index < end; index++) {
    if (logits[index] < least) marks[index] = 0;
  }
}
