import type { EvalResult, Metrics } from "../contract/result.js";
import { isBand } from "../scoring/bands.js";
import { metricsOf } from "../scoring/metrics.js";

/** Percent: above any rounding, below all that is printed. */
const TOLERANCE = 1e-6;

const apart = (a: number, b: number): boolean => !(Math.abs(a - b) <= TOLERANCE);

/**
 * Why an evaluation's numbers cannot all be right, or null where they fit one another. This is all that results have
 * which were written before they carried a digest.
 */
export function contradiction(result: EvalResult): string | null {
  const { counts, metrics, bands, perRelation, documents } = result;
  const expected = metricsOf(counts);
  for (const name of ["f1", "ignF1", "precision", "recall"] as const) {
    if (apart(metrics[name], expected[name]))
      return `metrics.${name} is ${metrics[name]}, but its counts give ${expected[name]}`;
  }
  const sums = { gold: 0, submitted: 0, correct: 0 };
  for (const each of Object.values(perRelation)) {
    for (const name of ["gold", "submitted", "correct"] as const) sums[name] += each[name];
  }
  for (const name of ["gold", "submitted", "correct"] as const) {
    if (sums[name] !== counts[name])
      return `counts.${name} is ${counts[name]}, but perRelation sums to ${sums[name]}`;
  }
  for (const [name, band] of Object.entries(bands)) {
    if (!isBand(name)) return `bands has the unknown key ${JSON.stringify(name)}`;
    if (!isPossible(band)) return `bands.${name}.f1 does not fit its precision and recall`;
  }
  const gold = documents?.gold.reduce((sum, value) => sum + value, 0) ?? counts.gold;
  return gold === counts.gold
    ? null
    : `counts.gold is ${counts.gold}, but documents sum to ${gold}`;
}

/** Whether F1 is the harmonic mean; Ign-F1 is never above it, but for no rounding. */
const isPossible = ({ f1, ignF1, precision, recall }: Metrics): boolean =>
  !apart(f1, precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)) &&
  ignF1 <= f1 + TOLERANCE;
