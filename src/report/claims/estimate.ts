import { joined } from "../statistics/seeds-and-documents.js";
import { tCdf } from "../statistics/distributions.js";
import { meanOf, varianceOf } from "../statistics/sample.js";
import { RESAMPLES } from "../statistics/document-resamples.js";
import {
  commonSeeds,
  contentKey,
  NOTHING_KEPT,
  sumForSeed,
  type KeptNumbers,
  type Measures,
} from "./measured.js";
import type { Term } from "./slots.js";

/** A sum of values of ours, and how well it is known. */
export interface ContrastEstimate {
  readonly value: number;
  /** Seeds that all its operands have; 0 where nothing depends on seeds. */
  readonly n: number;
  /** null for a single seed, which says nothing of the spread. */
  readonly spread: Spread | null;
}

export interface Spread {
  /** Halves of 95 % intervals: of the seeds alone, of the documents alone, of both. */
  readonly seeds: number;
  /** null where documents were not counted, or do not matter. */
  readonly documents: number | null;
  readonly both: number;
  /** Standard errors: of the seeds alone, of both. */
  readonly seedError: number;
  readonly se: number;
  readonly df: number;
}

const EXACT: Spread = { seeds: 0, documents: null, both: 0, seedError: 0, se: 0, df: 1 };

/**
 * The mean of a sum over the seeds that all its operands have. The seeds' part is Student's, on the sums of each seed;
 * the documents' part is a bootstrap over documents of the mean of these seeds. Where an operand has no counts of
 * documents, the seeds' part stands alone.
 *
 * @param paperSeeds where the sum is held against a number that the paper prints: a mean of so many runs of its own on
 *   the same documents. Then its seeds count, and documents do not. null: it speaks of other documents too.
 * @param kept what is known of variances over documents.
 * @returns null where operands have no seed in common.
 */
export function estimateOf(
  terms: readonly Term[],
  measures: Measures,
  paperSeeds: number | null,
  kept: KeptNumbers = NOTHING_KEPT,
): ContrastEstimate | null {
  const seeds = commonSeeds(
    terms.map(({ operand }) => operand),
    measures,
  );
  if (seeds === null) return { value: sumForSeed(terms, 0, measures), n: 0, spread: EXACT };
  const n = seeds.length;
  if (n === 0) return null;
  const sums = seeds.map((seed) => sumForSeed(terms, seed, measures));
  const value = meanOf(sums);
  if (n === 1) return { value, n, spread: null };
  const variance = varianceOf(sums) * (1 / n + (paperSeeds === null ? 0 : 1 / paperSeeds));
  const others = paperSeeds === null ? varianceOverDocuments(terms, seeds, measures, kept) : null;
  const all = joined(
    value,
    [variance, n - 1],
    others === null ? [0, 1] : [others.variance, others.documents - 1],
  );
  const { se, df } = all;
  const documents = others === null ? null : all.documents;
  return {
    value,
    n,
    spread: {
      seeds: all.seeds,
      documents,
      both: all.interval[1] - value,
      seedError: Math.sqrt(variance),
      se,
      df,
    },
  };
}

/** Documents of the smallest set that a sum is taken over; null where an operand's documents were not counted. */
function documentsOf(terms: readonly Term[], measures: Measures): number | null {
  let documents = Infinity;
  for (const { operand } of terms) {
    const measured = measures(operand);
    if (measured.kind === "exact") continue;
    if (measured.kind !== "seeds" || measured.documents === null) return null;
    documents = Math.min(documents, measured.documents.documents);
  }
  return documents < 2 || documents === Infinity ? null : documents;
}

function varianceOverDocuments(
  terms: readonly Term[],
  seeds: readonly number[],
  measures: Measures,
  kept: KeptNumbers,
): { readonly variance: number; readonly documents: number } | null {
  const documents = documentsOf(terms, measures);
  if (documents === null) return null;
  const key = contentKey("variance", [terms], seeds, measures);
  const known = key === null ? undefined : kept.recall(key);
  if (known !== undefined) return { variance: known, documents };
  const found = overDocuments(terms, seeds, measures);
  if (found !== null && key !== null) kept.keep(key, found.variance);
  return found === null ? null : { variance: found.variance, documents };
}

/** A sum over resamples of the documents. */
export interface OverDocuments {
  /** The mean over the seeds, in each resample. */
  readonly means: Float64Array;
  /** What of its variance more seeds would not take away. */
  readonly variance: number;
}

/**
 * The sum over resamples of the documents; null where an operand's documents were not counted. Seeds differ by document
 * too: a bootstrap of their mean holds 1/n of that noise, which the spread over the seeds holds as well. Counted twice,
 * it would make intervals too wide (Owen 2007), so that it is taken out here: it is what is left of each seed's resamples
 * beside their mean.
 */
export function overDocuments(
  terms: readonly Term[],
  seeds: readonly number[],
  measures: Measures,
): OverDocuments | null {
  if (documentsOf(terms, measures) === null) return null;
  const counted = terms.flatMap(({ operand, weight }) => {
    const measured = measures(operand);
    return measured.kind === "seeds" && measured.documents !== null
      ? [{ weight, resamples: measured.documents.resamples }]
      : [];
  });
  const n = seeds.length;
  const sums = new Float64Array(RESAMPLES);
  const means = new Float64Array(RESAMPLES);
  let total = 0;
  for (const seed of seeds) {
    sums.fill(0);
    for (const { weight, resamples } of counted) {
      const scores = resamples(seed);
      for (let b = 0; b < RESAMPLES; b++) sums[b] += weight * scores[b];
    }
    for (let b = 0; b < RESAMPLES; b++) means[b] += sums[b] / n;
    total += varianceIn(sums);
  }
  const all = varianceIn(means);
  const shared = n < 2 ? 0 : (total - n * all) / (n * (n - 1));
  return { means, variance: Math.max(0, all - shared) };
}

function varianceIn(values: Float64Array): number {
  let [sum, squares] = [0, 0];
  const first = values[0];
  for (const value of values) {
    sum += value - first;
    squares += (value - first) ** 2;
  }
  return (squares - sum ** 2 / values.length) / (values.length - 1);
}

/** How improbable the estimate would be if a claim were wrong, and if it were right; 1 says nothing. */
export interface Evidence {
  readonly against: number;
  readonly for: number;
}

/** Of what is known without any noise. */
export const certain = (holds: boolean): Evidence =>
  holds ? { for: 0, against: 1 } : { for: 1, against: 0 };

export const NO_EVIDENCE: Evidence = { for: 1, against: 1 };

/** One-sided p: `for` of "it is not above the bound", `against` of "it is not below". */
export function evidenceOf(
  { value, spread }: ContrastEstimate,
  bound: number,
  strict: boolean,
): Evidence {
  const excess = value - bound;
  if (spread === null) return NO_EVIDENCE;
  if (spread.se === 0) {
    return certain(strict ? excess > 0 : excess >= 0);
  }
  const t = excess / spread.se;
  return { for: tCdf(-t, spread.df), against: tCdf(t, spread.df) };
}
