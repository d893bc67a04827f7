import { badInput } from "../base/errors.js";
import type { FullAxes } from "./experiment.js";
import { REAL_RELATIONS } from "./profiles.js";
import type { TrainDataset } from "./vocab.js";

/**
 * Refuses layouts that cannot be, before anything runs.
 *
 * @param segmented whether the loss has a threshold in every segment.
 * @throws AmtlError (2) whose `where` is the axis.
 */
export function checkLayoutAxes(axes: FullAxes, segmented: boolean): void {
  const refuse = (axis: string, expected: string, got: unknown): never => {
    throw badInput(`Impossible value of axis ${axis}`, {
      where: axis,
      expected,
      got: JSON.stringify(got),
    });
  };
  const relations = REAL_RELATIONS[axes.trainedOn as TrainDataset];
  if (!segmented) {
    for (const axis of ["n", "lambda", "segments"] as const) {
      if (axes[axis] !== undefined) {
        refuse(axis, `none, since ${axes.loss} has one threshold`, axes[axis]);
      }
    }
  }
  if (axes.thresholds === "own" && axes.lambda !== undefined) {
    refuse("lambda", "none, since it divides the sum of shared thresholds", axes.lambda);
  }
  if (axes.labelSpace !== undefined && axes.labelSpace > relations) {
    refuse(
      "labelSpace",
      `at most the ${relations} relations of ${axes.trainedOn}`,
      axes.labelSpace,
    );
  }
  if (axes.n !== undefined && axes.n > relations) {
    refuse("n", `at most the ${relations} relations of ${axes.trainedOn}`, axes.n);
  }
  if (axes.segments === undefined) return;
  const sum = axes.segments.reduce((all, size) => all + size, 0);
  if (sum !== relations) {
    refuse(
      "segments",
      `sizes that sum to the ${relations} relations of ${axes.trainedOn}`,
      axes.segments,
    );
  }
  if (axes.n !== undefined && axes.n !== axes.segments.length) {
    refuse("n", `the number of segments, ${axes.segments.length}, or nothing`, axes.n);
  }
}
