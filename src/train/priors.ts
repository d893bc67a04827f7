import type { Features } from "../contract/corpus/document.js";

/**
 * For each column the share of the training set's pairs that have this relation, 0 in threshold columns: the labelled
 * priors π^l of SSR-PU (spec/losses.md 4.6). All ordered pairs count, sampled or not.
 */
export function classPriors(
  features: readonly Pick<Features, "pairs" | "positives">[],
  columns: number,
): Float64Array {
  const counts = new Float64Array(columns);
  let pairs = 0;
  for (const document of features) {
    pairs += document.pairs.length / 2;
    for (const relations of document.positives) {
      for (const column of relations) counts[column] += 1;
    }
  }
  return pairs === 0 ? counts : counts.map((count) => count / pairs);
}
