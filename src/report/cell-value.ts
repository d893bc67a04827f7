import type { PlannedCell } from "../experiment/plan.js";
import type { EvalResult, Metrics } from "../experiment/types.js";
import type { MetricId } from "../experiment/vocab.js";

/** The number of one evaluation that a cell shows. */
export function valueOf(result: EvalResult, { axes }: PlannedCell): number {
  if (axes.metric === "threshold") return result.thresholdMean;
  if (axes.band !== undefined && !Object.hasOwn(result.bands, axes.band)) {
    throw new Error(`Expected band ${axes.band} in evaluation ${result.evalId}, got none`);
  }
  const metrics = axes.band === undefined ? result.metrics : result.bands[axes.band];
  return metrics[FIELD_OF[axes.metric as Scored]];
}

type Scored = Exclude<MetricId, "threshold" | "minutes">;
const FIELD_OF: Readonly<Record<Scored, keyof Metrics>> = {
  f1: "f1",
  "ign-f1": "ignF1",
  precision: "precision",
  recall: "recall",
};
