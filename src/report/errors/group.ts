import type { EvalResult } from "../../contract/result.js";

/** Counts of the scorer, one after another: gold facts, those that were predicted, and those that were right. */
export type Counts = readonly [gold: number, submitted: number, correct: number];

/** What the runs behind some cells got right and wrong, summed over the runs. */
export interface ErrorGroup {
  readonly cells: readonly string[];
  readonly set: string;
  readonly runs: number;
  readonly relations: Readonly<Record<string, Counts>>;
  /** In the order of the set's file; null where a result does not say, or where there is no room. */
  readonly documents: readonly Counts[] | null;
}

const plus = (a: Counts | undefined, b: Counts): Counts =>
  a === undefined ? b : [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

/**
 * Sums evaluations of one set.
 * @param cells that show them.
 * @param results one at least.
 */
export function errorGroup(cells: readonly string[], results: readonly EvalResult[]): ErrorGroup {
  const relations: Record<string, Counts> = {};
  for (const { perRelation } of results) {
    for (const [id, { gold, submitted, correct }] of Object.entries(perRelation)) {
      relations[id] = plus(relations[id], [gold, submitted, correct]);
    }
  }
  const [{ evalSet }] = results;
  return { cells, set: evalSet, runs: results.length, relations, documents: documentsOf(results) };
}

function documentsOf(results: readonly EvalResult[]): readonly Counts[] | null {
  let sums: readonly Counts[] | null = null;
  for (const { documents } of results) {
    if (documents === undefined) return null;
    const { gold, submitted, correct } = documents;
    const own = gold.map((count, at): Counts => [count, submitted[at], correct[at]]);
    if (sums !== null && sums.length !== own.length) return null;
    const before: readonly Counts[] = sums ?? [];
    sums = own.map((each, at) => plus(before.at(at), each));
  }
  return sums;
}
