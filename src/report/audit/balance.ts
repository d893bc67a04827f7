/**
 * What F1, Ign-F1 and recall say of one another. All in percent. Ign-F1 leaves correct predictions out of the precision
 * that repeat a fact of the training set; a share x of the correct ones turns precision P into P (1-x) / (1-P x).
 */

export interface Balance {
  readonly precision: number;
  readonly recall: number;
}

/** The precision that gives an F1 at a recall. */
export const precisionFrom = (f1: number, recall: number): number =>
  (f1 * recall) / (2 * recall - f1);

/** The share of correct predictions that Ign-F1 left out. */
export function seenShare(f1: number, ignF1: number, recall: number): number {
  const [all, unseen] = [f1, ignF1].map((score) => precisionFrom(score, recall) / 100);
  return (all - unseen) / (all * (1 - unseen));
}

/** The only precision and recall that give both scores at a share of seen facts. */
export function balanceFrom(f1: number, ignF1: number, share: number): Balance {
  // The gap grows as precision falls, so that it can be halved in.
  const recallAt = (precision: number): number => precisionFrom(f1, precision);
  const ignAt = (precision: number): number => {
    const p = precision / 100;
    const unseen = (100 * p * (1 - share)) / (1 - p * share);
    const recall = recallAt(precision);
    return (2 * unseen * recall) / (unseen + recall);
  };
  let [low, high] = [f1 / (2 - f1 / 100) + 1e-9, 100];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (ignAt(middle) < ignF1) low = middle;
    else high = middle;
  }
  return { precision: low, recall: recallAt(low) };
}
