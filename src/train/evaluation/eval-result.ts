import type { LabelLayout } from "../../contract/layout.js";
import type { DecoderSpec } from "../../contract/decoder.js";
import type { EvalResult } from "../../contract/result.js";
import { segmentThreshold } from "../../scoring/decode.js";
import { evalResultOf, type EvalIdentity } from "../../scoring/eval-result.js";
import { decodeKept, type KeptScores } from "../../scoring/kept.js";
import type { NameTriples } from "../../scoring/names.js";
import type { FactTriple } from "../../contract/fact.js";
import type { Split } from "../inputs.js";

/** A prediction as its NDJSON line has it. */
export interface ScoredFact extends FactTriple {
  /** Logit of the relation minus what it had to exceed. */
  readonly score: number;
}

/**
 * What a decoder predicts from kept scores, documents in file order; null when too little was kept for it
 * (see {@link decodeKept}).
 */
export function decodeSplit(
  kept: KeptScores,
  split: Pick<Split, "features">,
  layout: LabelLayout,
  decoder: DecoderSpec,
): ScoredFact[] | null {
  const predictions = decodeKept(kept, layout, decoder);
  if (predictions === null) return null;
  const width = layout.columns.length;
  const segmentOf = layout.segments.flatMap(({ start, end }, index) =>
    Array<number>(end - start).fill(index),
  );
  const facts: ScoredFact[] = [];
  const slots = new Float32Array(width);
  let row = 0;
  for (const { title, pairs } of split.features) {
    for (let pair = 0; pair < pairs.length / 2; pair++, row++) {
      layout.segments.forEach(({ start }, index) => {
        slots[start] = kept.thresholds[row * layout.segments.length + index];
      });
      for (let entry = kept.offsets[row]; entry < kept.offsets[row + 1]; entry++) {
        const column = kept.columns[entry];
        const r = layout.columns[column];
        if (r === null || predictions[row * width + column] === 0) continue;
        const { start } = layout.segments[segmentOf[column]];
        const score = kept.logits[entry] - segmentThreshold(slots, 0, start, layout, decoder);
        facts.push({ title, h_idx: pairs[2 * pair], t_idx: pairs[2 * pair + 1], r, score });
      }
    }
  }
  return facts;
}

/** result.json of an evaluation, from predictions and the kept scores behind them. */
export const evalResult = (
  identity: EvalIdentity,
  predictions: readonly FactTriple[],
  kept: KeptScores,
  split: Split,
  ranking: readonly string[],
  facts: NameTriples,
): EvalResult =>
  evalResultOf(
    identity,
    predictions,
    { pairs: kept.rows, thresholdMean: meanOf(kept.thresholds) },
    split.gold,
    ranking,
    facts,
  );

const meanOf = (values: Float32Array): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
