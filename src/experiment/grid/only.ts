import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { AXIS_NAMES } from "../dsl/axes.js";
import type { Experiment, ExperimentCell } from "../dsl/experiment.js";
import { canonicalName } from "../../methods/names.js";
import { programAxisName } from "../dsl/program.js";

/** What `--only` selects by: an axis, the labels that a table prints, or a cell's id. */
export const SELECTORS = [...AXIS_NAMES, "row", "column", "cell"] as const;
type Selector = (typeof SELECTORS)[number];

/** `--only loss=amtl,atl`: an axis and the values that are wanted, or their labels as the table prints them. */
export interface Only {
  readonly axis: Selector;
  readonly values: readonly string[];
}

/** The lines of a figure are rows. */
const selectorOf = (name: string): Selector | undefined =>
  name === "series" ? "row" : SELECTORS.find((each) => each === name);

/** @throws AmtlError (2) for an axis that does not exist, and for one without a value. */
export function parseOnly(texts: readonly string[]): readonly Only[] {
  return texts.map((text) => {
    const [axis = "", ...rest] = text.split("=");
    const values = rest.join("=");
    const selector = selectorOf(axis);
    if (selector === undefined) {
      const meant = nearest(axis, SELECTORS);
      throw badInput(`Unknown axis "${axis}"`, {
        where: `--only ${text}`,
        expected: SELECTORS.join(", "),
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
    return { axis: selector, values: values.split(",").map(canonicalName) };
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
  const wanted = only.map(({ axis, values: typed }) => {
    const known = [...new Set(cells.map((cell) => valueOf(cell, axis)))];
    const values = typed.map((value) => resolve(cells, axis, value, known));
    for (const value of values) {
      if (known.includes(value)) continue;
      const fix = fixOf(axis, values, value, known);
      throw badInput(`--only ${axis}=${value} matches no cells`, {
        where: `--only ${axis}=${values.join(",")}`,
        expected: someOf(known),
        got: value,
        ...(fix !== undefined && { fix }),
      });
    }
    return { axis, values };
  });
  const isSelected = (cell: ExperimentCell): boolean =>
    wanted.every(({ axis, values }) => values.includes(valueOf(cell, axis)));
  if (only.length === 0 || cells.some(isSelected)) return isSelected;
  throw badInput("--only matches no cells", {
    where: only.map(({ axis, values }) => `--only ${axis}=${values.join(",")}`).join(" "),
    expected: "cells that have all of these",
    fix: "several values of one axis go into one option: --only loss=atl,amtl",
  });
}

/** Values that are named before a list is cut. */
const NAMED = 20;

const someOf = (known: readonly string[]): string =>
  known.length <= NAMED
    ? known.join(", ")
    : `${known.slice(0, NAMED / 2).join(", ")}, … ${known[known.length - 1]} (${known.length} in all)`;

/** What was probably meant: another axis behind a comma, or a name that is near. */
function fixOf(
  axis: Selector,
  values: readonly string[],
  value: string,
  known: readonly string[],
): string | undefined {
  if (value.includes("=")) {
    const own = values.filter((one) => !one.includes("="));
    const others = values.filter((one) => one.includes("="));
    return [`${axis}=${own.join(",")}`, ...others].map((text) => `--only ${text}`).join(" ");
  }
  const meant = nearest(value, known);
  return meant === undefined ? undefined : `--only ${axis}=${meant}`;
}

/**
 * The value that is meant: as it is typed, in other capitals, or the label that a table prints for it. What is none of
 * these is given back.
 */
function resolve(
  cells: readonly ExperimentCell[],
  axis: Selector,
  value: string,
  known: readonly string[],
): string {
  if (known.includes(value)) return value;
  const isSame = (text: string): boolean => text.toLowerCase() === value.toLowerCase();
  const inCapitals = known.find(isSame);
  if (inCapitals !== undefined) return inCapitals;
  const labelled = cells.filter(({ row, column }) => isSame(row) || isSame(column));
  const [only, ...others] = new Set(labelled.map((cell) => valueOf(cell, axis)));
  return labelled.length > 0 && others.length === 0 ? only : value;
}

/** As it is typed; an axis that a cell does not set is "default". */
function valueOf(cell: ExperimentCell, axis: Selector): string {
  if (axis === "row" || axis === "column") return cell[axis];
  if (axis === "cell") return cell.id;
  const { worker } = cell.axes;
  if (axis === "worker" && worker !== undefined) return programAxisName(worker);
  const value = cell.axes[axis] ?? "default";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
