import type { RelationScore } from "../contract/result.js";

/**
 * The logits of the gold relations of a document, pair by pair.
 *
 * @param logits [pairs, width], row-major.
 * @param positives columns of the gold relations of the first pairs; the others have none.
 */
export const goldLogits = (
  logits: Float32Array,
  width: number,
  positives: readonly (readonly number[])[],
): number[] =>
  positives.flatMap((columns, pair) => columns.map((column) => logits[pair * width + column]));

/**
 * How high each relation is scored where it holds: the mean of its raw logit over the pairs for which it is gold. The
 * paper does not say over which pairs Figure 1(b) averages; this is one reading of it.
 *
 * @param gold from {@link goldLogits}, documents in order.
 * @param positives as there, the documents' one after the other.
 * @param columns relation of each column, null in a threshold column.
 * @param ranking relations by descending training frequency; the result has their order.
 * @throws RangeError when there are not as many logits as gold relations.
 */
export function relationScores(
  gold: Float32Array,
  positives: readonly (readonly number[])[],
  columns: readonly (string | null)[],
  ranking: readonly string[],
): readonly RelationScore[] {
  const relations = positives.flat().map((column) => columns[column]);
  if (gold.length !== relations.length) {
    throw new RangeError(
      `Expected ${relations.length} logits of gold relations, got ${gold.length}`,
    );
  }
  const sums = new Map<string | null, { pairs: number; sum: number }>();
  relations.forEach((relation, index) => {
    const { pairs, sum } = sums.get(relation) ?? { pairs: 0, sum: 0 };
    sums.set(relation, { pairs: pairs + 1, sum: sum + gold[index] });
  });
  return ranking.map((relation) => {
    const { pairs, sum } = sums.get(relation) ?? { pairs: 0, sum: 0 };
    return { relation, pairs, score: pairs === 0 ? null : sum / pairs };
  });
}
