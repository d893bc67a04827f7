import { badInput } from "../../base/errors.js";
import { COUNTS, isCount } from "../../methods/vocab.js";
import { AXIS_NAMES, type Axes } from "../dsl/axes.js";
import type { CountAxes } from "../dsl/experiment.js";

/** What a cell that counts documents may say; a program of the command line is for the other cells. */
const TAKEN: readonly string[] = ["counted", "metric", "worker"];

/**
 * Base, row and column of a cell that counts documents; null of any other cell.
 * @throws AmtlError (2) for another metric, and for axes that say something of a run.
 */
export function countAxes(axes: Axes, where: string): CountAxes | null {
  const { counted, metric } = axes;
  if (counted === undefined && !isCount(metric)) return null;
  if (counted === undefined) {
    throw badInput("Missing axes of a cell", {
      where,
      expected: `a value of axis counted beside the metric ${metric}`,
      got: "no counted",
    });
  }
  if (!isCount(metric)) {
    throw badInput("Invalid value of axis metric", {
      where: `${where}, axis metric`,
      expected: `${COUNTS.join(", ")}, since documents are counted`,
      got: JSON.stringify(metric),
    });
  }
  const other = AXIS_NAMES.find((name) => axes[name] !== undefined && !TAKEN.includes(name));
  if (other === undefined) return { counted, metric };
  throw badInput(`Invalid value of axis ${other}`, {
    where: `${where}, axis ${other}`,
    expected: "none, since documents are counted and nothing is trained",
    got: JSON.stringify(axes[other]),
  });
}
