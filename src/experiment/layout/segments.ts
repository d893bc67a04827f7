/** Relations in each segment of the released map, by training frequency (scripts/train_bert_seeds_ReDocRED_MT.sh). */
const RELEASED = [10, 20, 46, 20] as const;

/**
 * Sizes of n segments over all relations, where an experiment names no sizes.
 *
 * n = 4 is the released 10/20/46/20, scaled where the relations are not 96 (24 give 3/5/11/5). Any other n is
 * Appendix A.1's rule, a cut after every ten relations and the rest in the last segment, which is also the only
 * published hint at DWIE's three segments (10/10/45). Where tens do not fit, the segments are of one size.
 *
 * @returns as many whole numbers as n, or fewer where there are fewer relations; their sum is `relations`.
 */
export function defaultSegments(n: number, relations: number): readonly number[] {
  const count = Math.min(n, relations);
  if (count === RELEASED.length) return scaleSegments(RELEASED, relations);
  const each = relations >= 10 * count ? 10 : Math.floor(relations / count);
  return [...Array<number>(count - 1).fill(each), relations - each * (count - 1)];
}

/** The first k relations of a layout: segments beyond it are dropped, the one that it falls into is cut. */
export function cutSegments(segments: readonly number[], k: number): readonly number[] {
  const kept: number[] = [];
  let left = k;
  for (const size of segments) {
    if (left > 0) kept.push(Math.min(size, left));
    left -= size;
  }
  return kept;
}

/**
 * The same proportions for another number of relations: positive whole numbers that sum to `total`
 * (largest remainders first), as many as given, or fewer where there are fewer relations.
 */
export function scaleSegments(sizesGiven: readonly number[], total: number): readonly number[] {
  const weights = sizesGiven.slice(0, total);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (weight * total) / sum);
  const sizes = exact.map((value) => Math.max(1, Math.floor(value)));
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .map(({ index }) => index);
  const given = sizes.reduce((all, size) => all + size, 0);
  for (let extra = 0; extra < total - given; extra += 1) {
    sizes[byRemainder[extra % sizes.length]] += 1;
  }
  for (let taken = 0; taken < given - total; taken += 1) {
    sizes[sizes.indexOf(Math.max(...sizes))] -= 1;
  }
  return sizes;
}
