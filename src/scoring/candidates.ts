import type { DecoderSpec } from "../contract/decoder.js";
import { decoderOf } from "./decoders/index.js";
import type { ColumnLayout } from "./layout.js";

/** A relation of a pair, and what speaks for it. */
export interface Candidate {
  readonly h: number;
  readonly t: number;
  readonly r: string;
  /** Its logit. */
  readonly score: number;
  /** What the logit has to exceed. */
  readonly threshold: number;
  /** Whether the decoder predicts it. */
  readonly predicted: boolean;
  /** Sentences that are predicted as its pair's evidence; absent: the backbone gives none. */
  readonly evidence?: readonly number[];
}

/** All scores of a document, and what a decoder made of them. */
export interface DecodedDocument {
  /** [pairs, columns] */
  readonly logits: Float32Array;
  /** [pairs, columns] of 0 and 1. */
  readonly marks: Uint8Array;
  /** [h0, t0, h1, t1, …] */
  readonly pairs: Int32Array;
  /** Gold columns of the first pairs. */
  readonly positives: readonly (readonly number[])[];
  /** Of each pair; null: none is given. */
  readonly evidence: readonly (readonly number[])[] | null;
}

/**
 * The relations of a document that are predicted, or whose margin (score − threshold) is at least `least`, pair by pair
 * and column by column; and the gold relations that are not predicted.
 *
 * @param least null: only what is predicted.
 */
export function candidatesOf(
  { logits, marks, pairs, positives, evidence }: DecodedDocument,
  layout: ColumnLayout,
  spec: DecoderSpec,
  least: number | null,
): { readonly found: readonly Candidate[]; readonly missed: readonly Candidate[] } {
  const decoder = decoderOf(spec);
  const width = layout.columns.length;
  const found: Candidate[] = [];
  const missed: Candidate[] = [];
  for (let row = 0; row < pairs.length / 2; row++) {
    const from = row * width;
    const gold = positives[row] ?? [];
    const candidate = (r: string, column: number, threshold: number): Candidate => ({
      ...{ h: pairs[2 * row], t: pairs[2 * row + 1], r },
      ...{ score: logits[from + column], threshold, predicted: marks[from + column] === 1 },
      ...(evidence !== null && { evidence: evidence[row] }),
    });
    for (const { start, end } of layout.segments) {
      const threshold = decoder.threshold(logits, from, start, layout);
      for (let column = start + 1; column < end; column++) {
        const r = layout.columns[column];
        if (r === null) continue;
        const predicted = marks[from + column] === 1;
        const isNear = least !== null && logits[from + column] - threshold >= least;
        if (predicted || isNear) found.push(candidate(r, column, threshold));
        if (!predicted && gold.includes(column)) missed.push(candidate(r, column, threshold));
      }
    }
  }
  return { found, missed };
}
