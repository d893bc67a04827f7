import { seededRandom } from "../../base/random.js";
import { intervalOf, satterthwaite, tTest, type Interval } from "./estimate.js";
import { meanOf, varianceOf } from "./sample.js";

/** Counts of one run, document by document, in the order that both methods share. */
export interface RunCounts {
  readonly gold: readonly number[];
  readonly submitted: readonly number[];
  readonly correct: readonly number[];
}

/** Is one method better than another, over other seeds and other documents? */
export interface Comparison {
  /** Mean difference in F1, percent. */
  readonly difference: number;
  /** Half of the 95 % interval that the seeds alone would give: more seeds narrow it. */
  readonly seeds: number;
  /** Half of the 95 % interval that the documents alone would give: no seed narrows it. */
  readonly documents: number;
  readonly df: number;
  readonly p: number;
  /** 95 %, of both parts. */
  readonly interval: Interval;
}

/** Micro-F1 in percent; 0 where nothing is correct. */
const f1 = (gold: number, submitted: number, correct: number): number =>
  correct === 0 ? 0 : (200 * correct) / (gold + submitted);

function f1Of({ gold, submitted, correct }: RunCounts, weights: Float64Array): number {
  let [g, s, c] = [0, 0, 0];
  for (let i = 0; i < weights.length; i++) {
    g += weights[i] * gold[i];
    s += weights[i] * submitted[i];
    c += weights[i] * correct[i];
  }
  return f1(g, s, c);
}

/**
 * Compares two methods that were run with the same seeds on the same documents. The seeds' part is Student's, on paired
 * differences of each seed; the documents' part is a bootstrap over documents of the mean difference of these seeds;
 * both are joined with Satterthwaite's degrees of freedom. A percentile bootstrap of five seeds covers 83 %, not 95 %,
 * and a test over entity pairs takes pairs of one document for independent: neither is used.
 *
 * @param a runs by seed. @param b runs of the other method, in the same order of seeds.
 * @returns null for fewer than two seeds, which say nothing about seeds.
 */
export function compareMethods(
  a: readonly RunCounts[],
  b: readonly RunCounts[],
  resamples = 1000,
): Comparison | null {
  const n = a.length;
  if (n < 2) return null;
  const documents = a[0].gold.length;
  const all = new Float64Array(documents).fill(1);
  const differences = a.map((run, seed) => f1Of(run, all) - f1Of(b[seed], all));
  const random = seededRandom(0, "documents");
  const drawn = Array.from({ length: resamples }, () => {
    const weights = new Float64Array(documents);
    for (let i = 0; i < documents; i++) weights[random.below(documents)]++;
    return meanOf(a.map((run, seed) => f1Of(run, weights) - f1Of(b[seed], weights)));
  });
  return joined(
    meanOf(differences),
    [varianceOf(differences) / n, n - 1],
    [varianceOf(drawn), documents - 1],
  );
}

type Part = readonly [variance: number, df: number];

/** Joins a difference's variance over seeds with its variance over documents. */
export function joined(difference: number, seeds: Part, documents: Part): Comparison {
  const halfOf = ([variance, df]: Part): number =>
    intervalOf({ value: 0, se: Math.sqrt(variance), df }, 0.95)[1];
  const df = satterthwaite([seeds, documents]);
  const estimate = { value: difference, se: Math.sqrt(seeds[0] + documents[0]), df };
  return {
    difference,
    seeds: halfOf(seeds),
    documents: halfOf(documents),
    df,
    p: tTest(estimate).p,
    interval: intervalOf(estimate, 0.95),
  };
}
