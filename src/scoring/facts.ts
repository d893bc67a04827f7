import type { FactTriple } from "../contract/fact.js";

/**
 * The predicted facts of one document, pair by pair and column by column (data-pipeline section 8).
 * Threshold slots (columns that are null) never give a fact.
 *
 * @param pairs [h0, t0, h1, t1, …]
 * @param predictions [pairs, columns] of 0 and 1, as {@link decode} gives them.
 * @param columns relation of each column, null in a slot.
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
