import type { PlannedCell } from "../experiment/plan/plan.js";
import type { EvalResult, Metrics } from "../contract/result.js";
import { bandMembers, isBand, type Band } from "../scoring/bands.js";
import { aggregate } from "./aggregate.js";

/** What is read from an evaluation. */
export type Measurement = Pick<PlannedCell["axes"], "metric" | "band" | "place">;

/** The number of one evaluation that a cell shows; null where its documents have nothing that it could be taken of. */
export function valueOf(result: EvalResult, axes: Measurement): number | null {
  if (axes.metric === "relation-score") {
    if (isBand(axes.band)) return relationScore(result, axes.band, axes.place);
    throw new TypeError(`Expected a band of relations, got ${axes.band ?? "none"}`);
  }
  if (axes.metric === "threshold") return result.thresholdMean;
  if (axes.band !== undefined && !Object.hasOwn(result.bands, axes.band)) {
    throw new Error(`Expected band ${axes.band} in evaluation ${result.evalId}, got none`);
  }
  const metrics = axes.band === undefined ? result.metrics : result.bands[axes.band];
  const field = FIELD_OF.get(axes.metric);
  if (field === undefined) throw new TypeError(`Expected a metric of scores, got ${axes.metric}`);
  return metrics[field];
}

/** The value of one relation of a band, or the mean of those that occur, each counted once. */
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

/** Metrics of scores, by what a result calls them. */
export const FIELD_OF: ReadonlyMap<string, keyof Metrics> = new Map([
  ["f1", "f1"],
  ["ign-f1", "ignF1"],
  ["precision", "precision"],
  ["recall", "recall"],
]);
