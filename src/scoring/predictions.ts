import type { DecoderSpec } from "../contract/decoder.js";
import type { FactTriple } from "../contract/corpus/fact.js";
import { decodeKept } from "./decode.js";
import { decoderOf } from "./decoders/index.js";
import type { KeptScores } from "./kept-scores.js";
import type { ColumnLayout } from "./layout.js";

/**
 * The predicted facts of one document, pair by pair and column by column (data-pipeline section 8).
 * Threshold columns (null) never give a fact.
 *
 * @param pairs [h0, t0, h1, t1, …]
 * @param predictions [pairs, columns] of 0 and 1, as {@link decode} gives them.
 * @param columns relation of each column, null in a threshold column.
 */
export function predictedFacts(
  title: string,
  pairs: Int32Array,
  predictions: Uint8Array,
  columns: readonly (string | null)[],
): FactTriple[] {
  const facts: FactTriple[] = [];
  for (let index = 0; index < predictions.length; index++) {
    if (predictions[index] === 0) continue;
    const r = columns[index % columns.length];
    if (r === null) continue;
    const pair = 2 * Math.floor(index / columns.length);
    facts.push({ title, h_idx: pairs[pair], t_idx: pairs[pair + 1], r });
  }
  return facts;
}

/** A prediction as its NDJSON line has it. */
export interface ScoredFact extends FactTriple {
  /** Logit of the relation minus what it had to exceed. */
  readonly score: number;
  /** Sentences that are predicted as its pair's evidence; absent: the backbone gives none. */
  readonly evidence?: readonly number[];
}

function evidenceOf(
  { evidenceOffsets: ends, evidence }: KeptScores,
  row: number,
): Pick<ScoredFact, "evidence"> {
  if (ends === undefined || evidence === undefined) return {};
  return { evidence: [...evidence.subarray(ends[row], ends[row + 1])] };
}

/**
 * What a decoder predicts from kept scores, documents in file order; null when too little was kept for it
 * (see {@link decodeKept}).
 */
export function scoredFacts(
  kept: KeptScores,
  documents: readonly { readonly title: string; readonly pairs: Int32Array }[],
  layout: ColumnLayout,
  spec: DecoderSpec,
): ScoredFact[] | null {
  const allPairs = documents.map(({ pairs }) => pairs);
  const predictions = decodeKept(kept, layout, spec, allPairs);
  if (predictions === null) return null;
  const decoder = decoderOf(spec);
  const width = layout.columns.length;
  const segmentOf = layout.segments.flatMap(({ start, end }, index) =>
    Array<number>(end - start).fill(index),
  );
  const facts: ScoredFact[] = [];
  const thresholds = new Float32Array(width);
  let row = 0;
  for (const { title, pairs } of documents) {
    for (let pair = 0; pair < pairs.length / 2; pair++, row++) {
      layout.segments.forEach(({ start }, index) => {
        thresholds[start] = kept.thresholds[row * layout.segments.length + index];
      });
      for (let entry = kept.offsets[row]; entry < kept.offsets[row + 1]; entry++) {
        const column = kept.columns[entry];
        const r = layout.columns[column];
        if (r === null || predictions[row * width + column] === 0) continue;
        const { start } = layout.segments[segmentOf[column]];
        const score = kept.logits[entry] - decoder.threshold(thresholds, 0, start, layout);
        const fact = { title, h_idx: pairs[2 * pair], t_idx: pairs[2 * pair + 1], r, score };
        facts.push({ ...fact, ...evidenceOf(kept, row) });
      }
    }
  }
  return facts;
}
