import { seededRandom } from "../../base/random.js";
import { phiInverse } from "../statistics/distributions.js";
import { RESAMPLES } from "../statistics/document-resamples.js";
import { meanOf } from "../statistics/sample.js";
import type { Point } from "./comparison.js";
import { NO_EVIDENCE, overDocuments, type Evidence } from "./estimate.js";
import {
  commonSeeds,
  contentKey,
  NOTHING_KEPT,
  sumForSeed,
  type KeptNumbers,
  type Measures,
} from "./measured.js";
import { spearman } from "./rank-correlation.js";

/**
 * How sure it is that the points' correlation with their places reaches minRho. A correlation of ranks is no sum, so
 * that points are drawn: their means, plus noise that is Student's over the seeds, the same seed for all points, plus
 * the resamples of the documents.
 */
export function rankEvidence(
  points: readonly Point[],
  minRho: number,
  measures: Measures,
  kept: KeptNumbers = NOTHING_KEPT,
): Evidence {
  const operands = points.flatMap(({ terms }) => terms.map(({ operand }) => operand));
  const seeds = commonSeeds(operands, measures) ?? [];
  const n = seeds.length;
  if (n < 2) return NO_EVIDENCE;
  const places = points.map(({ place }) => place);
  const what = `rank ${minRho} of ${places.join(" ")}`;
  const sums = points.map(({ terms }) => terms);
  const key = contentKey(what, sums, seeds, measures);
  const known = key === null ? undefined : kept.recall(key);
  const share = known ?? shareReached(points, minRho, seeds, measures);
  if (known === undefined && key !== null) kept.keep(key, share);
  return { for: 1 - share, against: share };
}

/** The share of draws in which the correlation reaches minRho. */
function shareReached(
  points: readonly Point[],
  minRho: number,
  seeds: readonly number[],
  measures: Measures,
): number {
  const n = seeds.length;
  const values = points.map(({ terms }) => seeds.map((seed) => sumForSeed(terms, seed, measures)));
  const means = values.map(meanOf);
  const resamples = points.map(({ terms }) => overDocuments(terms, seeds, measures)?.means ?? null);
  const centres = resamples.map((sums) => (sums === null ? 0 : meanOf([...sums])));
  const places = points.map(({ place }) => place);
  const random = seededRandom(0, "ranks");
  const normal = (): number => phiInverse((Math.floor(random.next() * 2 ** 32) + 0.5) / 2 ** 32);
  let reached = 0;
  for (let b = 0; b < RESAMPLES; b++) {
    const noise = seeds.map(normal);
    const chi = seeds.slice(1).reduce((sum) => sum + normal() ** 2, 0);
    // A mean's error has n - 1 degrees of freedom: normal noise over a deviation that is itself drawn.
    const scale = 1 / Math.sqrt(n * chi);
    const drawn = means.map((mean, at) => {
      const ofSeeds = values[at].reduce((sum, value, s) => sum + noise[s] * (value - mean), 0);
      return mean + scale * ofSeeds + (resamples[at] === null ? 0 : resamples[at][b] - centres[at]);
    });
    if (spearman(places, drawn) >= minRho - 1e-9) reached++;
  }
  return reached / RESAMPLES;
}
