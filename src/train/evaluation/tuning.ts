import type { LabelLayout } from "../../contract/layout.js";
import type { DecoderSpec } from "../../contract/decoder.js";
import { judge } from "../../scoring/evaluate.js";
import type { KeptScores } from "../../scoring/kept.js";
import { nameTriples } from "../../scoring/names.js";
import { bestValue, withTuned } from "../../scoring/tune.js";
import type { Split } from "../inputs.js";

/** Relations kept in each segment: the limit of the official decoders, and all there are. */
export function keptSizes({ segments }: LabelLayout): readonly number[] {
  return [4, Math.max(...segments.map(({ start, end }) => end - start))];
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
  split: Split,
  layout: LabelLayout,
  decoder: DecoderSpec,
): DecoderSpec | null {
  if (decoder.tuned === undefined) return decoder;
  const positives = split.features.flatMap(({ pairs, positives }) =>
    Array.from({ length: pairs.length / 2 }, (_, pair) => positives[pair] ?? []),
  );
  const value = bestValue(kept, layout, decoder, {
    isGold: (row, column) => positives[row].includes(column),
    gold: judge([], split.gold, nameTriples([])).gold.length,
  });
  return value === null ? null : withTuned(decoder, value);
}
