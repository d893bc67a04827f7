import type { ThresholdDecoder } from "../../contract/decoder.js";
import { fillRow, type KeptScores } from "../kept-scores.js";
import { kthLargest } from "../kth-largest.js";
import type { ColumnLayout } from "../layout.js";
import type { RowTruth } from "./rule.js";
import { newSweep, type Sweep } from "./sweep.js";
import { segmentThreshold } from "./thresholds.js";

/**
 * The value with the best F1 on these scores for what a decoder leaves open: GAIN's global threshold, or a factor
 * above 0 on all thresholds. F1 changes only where some relation starts or stops to be predicted; the value lies
 * midway between two such places, so that rounding decides nothing, and is the lowest of equally good ones. (GAIN
 * takes the score of the last accepted fact itself, which its strict comparison then leaves out.)
 *
 * @returns null when too little was kept to know: fewer relations in a segment than it has and the decoder may
 *   predict. The decoder's own value when nothing depends on it.
 * @throws RangeError for a decoder that leaves nothing open.
 */
export function bestValue(
  kept: KeptScores,
  layout: ColumnLayout,
  decoder: ThresholdDecoder,
  { isGold, gold }: RowTruth,
): number | null {
  const { tuned, k } = decoder;
  if (tuned === undefined) throw new RangeError("Expected a decoder that leaves a value open");
  const sweep = newSweep();
  const row = new Float32Array(layout.columns.length);
  const best = new Float32Array(Math.max(1, k));
  for (let index = 0; index < kept.rows; index++) {
    fillRow(row, kept, index, layout);
    for (const { start, end } of layout.segments) {
      const present = row.subarray(start + 1, end).filter((logit) => logit > -Infinity).length;
      const isComplete = present < kept.perSegment || present === end - start - 1;
      if (!isComplete && (k === 0 || present < k)) return null;
      const threshold = segmentThreshold(row, 0, start, layout, {
        ...decoder,
        factor: 1,
        level: 0,
      });
      const least = k === 0 ? -Infinity : kthLargest(row, start, end, best);
      for (let column = start + 1; column < end; column++) {
        const logit = row[column];
        if (logit === -Infinity || logit < least) continue;
        add(sweep, tuned, logit, threshold, isGold(index, column));
      }
    }
  }
  return sweep.best(gold, tuned === "factor" ? 0 : -Infinity) ?? decoder[tuned] ?? 0;
}

/** A relation passes when its logit exceeds the level, or the factor times its threshold. */
function add(
  sweep: Sweep,
  tuned: "factor" | "level",
  logit: number,
  threshold: number,
  isGold: boolean,
): void {
  if (tuned === "level") sweep.below(logit, isGold);
  else if (threshold > 0) sweep.below(logit / threshold, isGold);
  else if (threshold < 0) sweep.above(logit / threshold, isGold);
  else if (threshold === 0 && logit > 0) sweep.always(isGold);
}
