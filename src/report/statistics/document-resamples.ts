import { seededRandom } from "../../base/random.js";
import type { DocumentCounts, Metrics } from "../../contract/result.js";
import { metricsOf } from "../../scoring/metrics.js";

export const RESAMPLES = 1000;

/** Documents whose counts are added at a time: sums that do not wait for each other. */
const LANES = 4;

/** How often each document is drawn in each resample: [resample × stride + document], the stride a multiple of LANES. */
interface Draws {
  readonly times: Uint8Array;
  readonly stride: number;
}

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
  const stride = LANES * Math.ceil(documents / LANES);
  const times = new Uint8Array(RESAMPLES * stride);
  for (let b = 0; b < RESAMPLES; b++) {
    for (let i = 0; i < documents; i++) times[b * stride + random.below(documents)]++;
  }
  const draws = { times, stride };
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

type Column = readonly number[];

/** Runs of a set share its gold facts: their sums, by set. */
const goldSums = new Map<string, { readonly gold: Column; readonly sums: Float64Array }>();

/**
 * A run's counts, summed over resamples of the documents of its evaluation set.
 * @param set name of the evaluation set.
 */
export function resampled(set: string, counts: DocumentCounts): ResampledCounts {
  const draws = drawsOf(set, counts.gold.length);
  const [submitted, correct, ignored] = sumsOf(draws, [
    counts.submitted,
    counts.correct,
    counts.ignored,
  ]);
  const known = goldSums.get(set);
  if (known !== undefined && isSame(known.gold, counts.gold)) {
    return { gold: known.sums, submitted, correct, ignored };
  }
  const [gold] = sumsOf(draws, [counts.gold]);
  goldSums.set(set, { gold: counts.gold, sums: gold });
  return { gold, submitted, correct, ignored };
}

const isSame = (a: Column, b: Column): boolean =>
  a.length === b.length && a.every((count, at) => count === b[at]);

/** The sums of each column over each resample. */
function sumsOf(draws: Draws, columns: readonly Column[]): readonly Float64Array[] {
  const found: Float64Array[] = [];
  while (found.length < columns.length) {
    const rest = columns.slice(found.length);
    found.push(...packedSums(draws, rest.slice(0, fitting(draws, rest))));
  }
  return found;
}

/** No sum of the column reaches this. */
const beyond = ({ stride }: Draws, column: Column): number => stride * Math.max(0, ...column) + 1;

/** How many of these columns have sums that fit into one number together; the first always does. */
function fitting(draws: Draws, columns: readonly Column[]): number {
  let [count, size] = [0, 1];
  for (const column of columns) {
    size *= beyond(draws, column);
    if (count > 0 && size > 2 ** 53) break;
    count++;
  }
  return count;
}

/** Sums of columns that fit into one number, so that one addition does for all of them. */
function packedSums(draws: Draws, columns: readonly Column[]): readonly Float64Array[] {
  const { times, stride } = draws;
  const sizes = columns.map((column) => beyond(draws, column));
  const packed = new Float64Array(stride);
  for (let c = columns.length - 1; c >= 0; c--) {
    for (let i = 0; i < columns[c].length; i++) packed[i] = packed[i] * sizes[c] + columns[c][i];
  }
  const sums = columns.map(() => new Float64Array(RESAMPLES));
  for (let b = 0; b < RESAMPLES; b++) {
    const start = b * stride;
    let [w, x, y, z] = [0, 0, 0, 0];
    for (let i = 0; i < stride; i += LANES) {
      w += times[start + i] * packed[i];
      x += times[start + i + 1] * packed[i + 1];
      y += times[start + i + 2] * packed[i + 2];
      z += times[start + i + 3] * packed[i + 3];
    }
    let rest = w + x + y + z;
    for (let c = 0; c < sums.length; c++) {
      const above = Math.floor(rest / sizes[c]);
      sums[c][b] = rest - above * sizes[c];
      rest = above;
    }
  }
  return sums;
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
