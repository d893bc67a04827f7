import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import { AXIS_NAMES, type AxisName } from "../dsl/axes.js";
import type { Experiment, ExperimentCell } from "../dsl/experiment.js";
import { canonicalName } from "../../methods/names.js";
import { programAxisName } from "../dsl/program.js";

/** `--only loss=amtl,atl`: an axis and the values that are wanted. */
export interface Only {
  readonly axis: AxisName;
  readonly values: readonly string[];
}

/** @throws AmtlError (2) for an axis that does not exist, and for one without a value. */
export function parseOnly(texts: readonly string[]): readonly Only[] {
  return texts.map((text) => {
    const [axis = "", ...rest] = text.split("=");
    const values = rest.join("=");
    if (!AXIS_NAMES.some((name) => name === axis)) {
      const meant = nearest(axis, AXIS_NAMES);
      throw badInput(`Unknown axis "${axis}"`, {
        where: `--only ${text}`,
        expected: AXIS_NAMES.join(", "),
        got: axis,
        ...(meant !== undefined && { fix: `--only ${meant}=${values}` }),
      });
    }
    if (values === "") {
      throw badInput("Missing value", {
        where: `--only ${text}`,
        expected: `one or several values, such as --only ${axis}=A,B`,
        got: text,
      });
    }
    return { axis: axis as AxisName, values: values.split(",").map(canonicalName) };
  });
}

/**
 * The cells whose axes have one of the wanted values, for every `--only`.
 * @throws AmtlError (2) for a value that no cell of these experiments has, and when no cell is left.
 */
export function selectCells(
  experiments: readonly Experiment[],
  only: readonly Only[],
): (cell: ExperimentCell) => boolean {
  const cells = experiments.flatMap((experiment) => experiment.cells);
  for (const { axis, values } of only) {
    const known = [...new Set(cells.map((cell) => valueOf(cell, axis)))];
    for (const value of values) {
      if (known.includes(value)) continue;
      const meant = nearest(value, known);
      throw badInput(`--only ${axis}=${value} matches no cells`, {
        where: `--only ${axis}=${values.join(",")}`,
        expected: known.join(", "),
        got: value,
        ...(meant !== undefined && { fix: `--only ${axis}=${meant}` }),
      });
    }
  }
  const isSelected = (cell: ExperimentCell): boolean =>
    only.every(({ axis, values }) => values.includes(valueOf(cell, axis)));
  if (only.length === 0 || cells.some(isSelected)) return isSelected;
  throw badInput("--only matches no cells", {
    where: only.map(({ axis, values }) => `--only ${axis}=${values.join(",")}`).join(" "),
    expected: "cells that have all of these",
    fix: "several values of one axis go into one option: --only loss=atl,amtl",
  });
}

/** As it is typed; an axis that a cell does not set is "default". */
function valueOf(cell: ExperimentCell, axis: AxisName): string {
  const { worker } = cell.axes;
  if (axis === "worker" && worker !== undefined) return programAxisName(worker);
  const value = cell.axes[axis] ?? "default";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
