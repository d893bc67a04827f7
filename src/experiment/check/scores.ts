import { badInput } from "../../base/errors.js";
import type { Axes } from "../dsl/axes.js";

/**
 * Scores of relations are shown band by band, and places are places of relations in a band.
 * @throws AmtlError (2) for a score without a band, and for a place of anything else.
 */
export function checkScores({ metric, band, place }: Axes, where: string): void {
  const isScore = metric === "relation-score";
  if (isScore && band === undefined) {
    throw badInput("Missing band of a relation score", { where, expected: "a value of axis band" });
  }
  if (!isScore && place !== undefined) {
    throw badInput("Invalid value of axis place", {
      where,
      expected: "none, since only the metric relation-score has places",
      got: String(place),
    });
  }
}
