import { badInput } from "../../base/errors.js";
import type { FullAxes } from "../dsl/experiment.js";
import { fillSegments, listedSegments } from "../layout/listed-segments.js";

/**
 * Refuses layouts that cannot be, before anything runs.
 *
 * @param segmented whether the loss has a threshold in every segment.
 * @param names relations of the training set.
 * @throws AmtlError (2) whose `where` is the axis.
 */
export function checkLayoutAxes(
  axes: FullAxes,
  segmented: boolean,
  names: readonly string[],
): void {
  const refuse = (axis: string, expected: string, got: unknown): never => {
    throw badInput(`Invalid value of axis ${axis}`, {
      where: axis,
      expected,
      got: JSON.stringify(got),
    });
  };
  const relations = names.length;
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
  checkSegments(axes, names, refuse);
  if (axes.n !== undefined && axes.n !== axes.segments.length) {
    refuse("n", `the number of segments, ${axes.segments.length}, or nothing`, axes.n);
  }
}

/** Refuses segments that are not each relation once. */
function checkSegments(
  axes: FullAxes,
  names: readonly string[],
  refuse: (axis: string, expected: string, got: unknown) => never,
): void {
  const { segments, ordering, labelSpace, trainedOn } = axes;
  const listed = listedSegments(axes);
  if (listed === null) {
    const sum = (segments as readonly number[]).reduce((all, size) => all + size, 0);
    if (sum === names.length) return;
    refuse("segments", `sizes that sum to the ${names.length} relations of ${trainedOn}`, segments);
  }
  fillSegments(listed, names, trainedOn);
  if (ordering !== undefined)
    refuse("ordering", "none, since segments list the relations", ordering);
  if (labelSpace !== undefined && labelSpace < names.length) {
    refuse("labelSpace", "none, since segments list all relations", labelSpace);
  }
}
