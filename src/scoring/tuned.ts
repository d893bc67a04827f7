import type { DecoderSpec } from "../contract/decoder.js";
import type { GoldDocument } from "../contract/corpus/fact.js";
import { decoderOf } from "./decoders/index.js";
import { judge } from "./judge.js";
import type { KeptScores } from "./kept-scores.js";
import type { ColumnLayout } from "./layout.js";
import { nameTriples } from "./name-triples.js";

/** The decoder with the value that was chosen for what it leaves open; nothing is left open then. */
export function withTuned(spec: DecoderSpec, value: number): DecoderSpec {
  const { tuned, ...fixed } = spec;
  return typeof tuned === "string" ? { ...fixed, rule: spec.rule, [tuned]: value } : spec;
}

/** What tuning needs of a split: the gold columns of its pairs, documents in file order, and its gold facts. */
export interface TuningSplit {
  readonly features: readonly {
    readonly pairs: Int32Array;
    readonly positives: readonly (readonly number[])[];
  }[];
  readonly gold: readonly GoldDocument[];
}

/**
 * The decoder with what it leaves open chosen by the F1 of a split's scores; the decoder itself where it leaves
 * nothing open.
 *
 * @param kept of all pairs of the split, in file order.
 * @returns null when too little was kept to know.
 */
export function tunedDecoder(
  kept: KeptScores,
  { features, gold }: TuningSplit,
  layout: ColumnLayout,
  spec: DecoderSpec,
): DecoderSpec | null {
  const decoder = decoderOf(spec);
  if (decoder.tuned === null) return spec;
  const positives = features.flatMap(({ pairs, positives }) =>
    Array.from({ length: pairs.length / 2 }, (_, pair) => positives[pair] ?? []),
  );
  const value = decoder.bestValue(kept, layout, {
    isGold: (row, column) => positives[row].includes(column),
    gold: judge([], gold, nameTriples([])).gold.length,
  });
  return value === null ? null : withTuned(spec, value);
}
