import type { PlannedCell } from "../experiment/plan/plan.js";
import type { EvalResult, Metrics } from "../contract/result.js";
import type { MetricId } from "../methods/vocab.js";
import { bandMembers, type Band } from "../scoring/bands.js";
import { aggregate } from "./aggregate.js";

/** The number of one evaluation that a cell shows; null where its documents have nothing that it could be taken of. */
export function valueOf(result: EvalResult, { axes }: PlannedCell): number | null {
  if (axes.metric === "relation-score") return relationScore(result, axes.band as Band, axes.place);
  if (axes.metric === "threshold") return result.thresholdMean;
  if (axes.band !== undefined && !Object.hasOwn(result.bands, axes.band)) {
    throw new Error(`Expected band ${axes.band} in evaluation ${result.evalId}, got none`);
  }
  const metrics = axes.band === undefined ? result.metrics : result.bands[axes.band];
  return metrics[FIELD_OF[axes.metric as Scored]];
}

/** Of one relation of a band, or the mean of those that occur, each counted once. */
function relationScore(
  { evalId, relationScores }: EvalResult,
  band: Band,
  place: number | undefined,
): number | null {
  if (relationScores === undefined) {
    throw new Error(`Expected scores of relations in evaluation ${evalId}, got none`);
  }
  const scores = new Map(relationScores.map(({ relation, score }) => [relation, score]));
  const members = bandMembers([...scores.keys()])[band];
  if (place !== undefined) return scores.get(members[place - 1]) ?? null;
  const known = members.flatMap((relation) => scores.get(relation) ?? []);
  return aggregate(known)?.mean ?? null;
}

type Scored = Exclude<MetricId, "threshold" | "minutes" | "relation-score">;
const FIELD_OF: Readonly<Record<Scored, keyof Metrics>> = {
  f1: "f1",
  "ign-f1": "ignF1",
  precision: "precision",
  recall: "recall",
};
