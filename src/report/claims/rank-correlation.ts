import { meanOf } from "../statistics/sample.js";
import { sumOf, type Point, type Reader } from "./comparison.js";

/** Spearman's correlation of points with their places; null where a point is missing. */
export function correlationOf(points: readonly Point[], read: Reader): number | null {
  const values: number[] = [];
  for (const { terms } of points) {
    const value = sumOf(terms, read);
    if (value === null) return null;
    values.push(value);
  }
  return spearman(
    points.map(({ place }) => place),
    values,
  );
}

/** Spearman's rank correlation: Pearson's of the ranks, ties with the mean of theirs. 0 where all values are equal. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const middle = meanOf(x);
  const [xy, xx, yy] = [
    [x, y],
    [x, x],
    [y, y],
  ].map(([left, right]) =>
    left.reduce((sum, rank, at) => sum + (rank - middle) * (right[at] - middle), 0),
  );
  return xx * yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

const ranksOf = (values: readonly number[]): readonly number[] =>
  values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
