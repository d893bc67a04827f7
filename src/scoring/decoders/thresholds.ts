import type { ThresholdDecoder } from "../../contract/decoder.js";
import { kthLargest } from "../kth-largest.js";
import type { ColumnLayout } from "../layout.js";

/**
 * Marks every class that passes, threshold columns included: 1 where a logit exceeds its threshold and is not
 * below the k-th largest logit of its segment, threshold column included (ties at the k-th may exceed k).
 * A threshold column itself passes only by rule "zero", where it is an ordinary class and takes one of the k places.
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
  layout: ColumnLayout,
  decoder: ThresholdDecoder,
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
 * What the relations of the segment that begins in column `start` have to exceed, in the row that begins at
 * `from`: the global level (0 unless the decoder has one), the segment's own threshold logit, or the sum of the
 * row's threshold logits over lambda (paper Eq. 2).
 */
export function segmentThreshold(
  logits: Float32Array,
  from: number,
  start: number,
  { segments, lambda }: ColumnLayout,
  { rule, threshold, factor, level = 0 }: ThresholdDecoder,
): number {
  if (rule === "zero") return level;
  if (threshold === "raw") return factor * logits[from + start];
  let sum = 0;
  for (const segment of segments) sum += logits[from + segment.start];
  return (factor * sum) / lambda;
}

/**
 * Marks one segment [first, end) of one row; its threshold column is `first`. Only classes above the threshold are
 * ranked: no other can pass. `best` has room for k.
 */
function markSegment(
  logits: Float32Array,
  first: number,
  end: number,
  threshold: number,
  rule: ThresholdDecoder["rule"],
  best: Float32Array,
  marks: Uint8Array,
): void {
  let above = logits[first] > threshold ? 1 : 0;
  if (above === 1 && rule === "zero") marks[first] = 1;
  for (let index = first + 1; index < end; index++) {
    if (logits[index] > threshold) {
      marks[index] = 1;
      above++;
    }
  }
  if (best.length === 0 || above <= best.length) return;
  const least = kthLargest(logits, first, end, best, threshold);
  for (let index = first; index < end; index++) {
    if (logits[index] < least) marks[index] = 0;
  }
}

/** Whether nothing that was left out of this row (all below what was kept in its segment) can be predicted. */
export function isSettled(
  row: Float32Array,
  perSegment: number,
  layout: ColumnLayout,
  decoder: ThresholdDecoder,
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
