import { holm } from "../statistics/multiplicity.js";
import { ofPairs, tTest, welch } from "../statistics/estimate.js";
import { meanOf, sampleOf } from "../statistics/sample.js";

/** A row of a column, with its values by seed. */
export interface TierRow {
  readonly id: string;
  readonly values: readonly number[];
}

/**
 * Rank tiers of a column, for what a bold face claims: the first tier holds the best row and all that no test tells
 * from it, the next the best of the rest and so on. Rows with the same number of seeds are paired by seed; others are
 * compared by Welch's test. Holm's correction is made among the rows that are compared with one best.
 *
 * @param larger whether larger is better.
 * @returns the tier of each row, from 1; null for a row with fewer than two seeds, of which no test is made.
 */
export function rankTiers(
  rows: readonly TierRow[],
  larger = true,
  alpha = 0.05,
): ReadonlyMap<string, number | null> {
  const sign = larger ? 1 : -1;
  const tiers = new Map<string, number | null>(rows.map(({ id }) => [id, null]));
  let rest = rows
    .filter(({ values }) => values.length >= 2)
    .sort((a, b) => sign * (meanOf(b.values) - meanOf(a.values)));
  for (let tier = 1; rest.length > 0; tier++) {
    const [best, ...others] = rest;
    const adjusted = holm(others.map((row) => pBelow(best, row)));
    tiers.set(best.id, tier);
    const tied = others.filter((_, at) => adjusted[at] > alpha);
    for (const { id } of tied) tiers.set(id, tier);
    rest = others.filter((row) => !tied.includes(row));
  }
  return tiers;
}

/** Two-sided p of no difference; rows that differ by the same amount at every seed have none left to chance. */
function pBelow(best: TierRow, row: TierRow): number {
  const estimate =
    best.values.length === row.values.length
      ? ofPairs(best.values, row.values)
      : welch(sampleOf(best.values), sampleOf(row.values));
  if (estimate.se === 0) return estimate.value === 0 ? 1 : 0;
  return tTest(estimate).p;
}
