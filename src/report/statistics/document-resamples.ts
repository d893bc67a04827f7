import { seededRandom } from "../../base/random.js";
import type { DocumentCounts, Metrics } from "../../contract/result.js";
import { metricsOf } from "../../scoring/metrics.js";

export const RESAMPLES = 1000;

/** How often each document is drawn in each resample: [resample × documents + document]. */
type Draws = Uint8Array;

const drawn = new Map<string, Draws>();

/**
 * Resamples of a set's documents, the same for all runs that are scored on it: differences of runs are then taken over
 * the same documents. Those of two sets are independent.
 */
function drawsOf(set: string, documents: number): Draws {
  const key = `${set} ${documents}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const random = seededRandom(0, `documents of ${set}`);
  const draws = new Uint8Array(RESAMPLES * documents);
  for (let b = 0; b < RESAMPLES; b++) {
    for (let i = 0; i < documents; i++) draws[b * documents + random.below(documents)]++;
  }
  drawn.set(key, draws);
  return draws;
}

/** Sums of a run's counts over each resample. */
export interface ResampledCounts {
  readonly gold: Float64Array;
  readonly submitted: Float64Array;
  readonly correct: Float64Array;
  readonly ignored: Float64Array;
}

/** Two counts in one number, so that both are summed by one addition: sums stay far below, and the pair below 2^53. */
const BASE = 2 ** 26;
const packed = (low: readonly number[], high: readonly number[]): Float64Array =>
  Float64Array.from(low, (count, at) => count + BASE * high[at]);

/**
 * A run's counts, summed over resamples of the documents of its evaluation set.
 * @param set name of the evaluation set.
 */
export function resampled(set: string, counts: DocumentCounts): ResampledCounts {
  const documents = counts.gold.length;
  const draws = drawsOf(set, documents);
  const facts = packed(counts.gold, counts.submitted);
  const found = packed(counts.correct, counts.ignored);
  const sums = () => new Float64Array(RESAMPLES);
  const [gold, submitted, correct, ignored] = [sums(), sums(), sums(), sums()];
  for (let b = 0; b < RESAMPLES; b++) {
    const start = b * documents;
    let ofFacts = 0;
    let ofFound = 0;
    for (let i = 0; i < documents; i++) {
      const times = draws[start + i];
      ofFacts += times * facts[i];
      ofFound += times * found[i];
    }
    gold[b] = ofFacts % BASE;
    submitted[b] = Math.floor(ofFacts / BASE);
    correct[b] = ofFound % BASE;
    ignored[b] = Math.floor(ofFound / BASE);
  }
  return { gold, submitted, correct, ignored };
}

/** A score in percent, or the number of predictions, in each resample. */
export function resampledScores(
  { gold, submitted, correct, ignored }: ResampledCounts,
  metric: keyof Metrics | "submitted",
): Float64Array {
  if (metric === "submitted") return submitted;
  return gold.map((g, b) => {
    const counts = { gold: g, submitted: submitted[b], correct: correct[b], ignored: ignored[b] };
    return metricsOf(counts)[metric];
  });
}
