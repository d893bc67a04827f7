import { badInput } from "../../base/errors.js";
import type { Axes, AxisName } from "../dsl/axes.js";
import type { Catalog } from "../../contract/catalog.js";
import type { FullAxes } from "../dsl/experiment.js";
import { FOREIGN } from "../dsl/program.js";

/** What describes a loss that is known; a program's own loss takes `params` and nothing else. */
const OF_KNOWN_LOSSES = [
  "framework",
  "thresholds",
  "n",
  "lambda",
  "ordering",
  "segments",
] as const satisfies readonly AxisName[];

/**
 * Base, row and column together. Where only the row or the column names a program, base's backbone and loss are not
 * that program's: what is not named beside it is its own.
 */
export function joinAxes(base: Axes, row: Axes, column: Axes): Axes {
  const own = { ...row, ...column };
  if (own.worker === undefined && base.worker === undefined) return { ...base, ...own };
  const method = { backbone: FOREIGN, loss: FOREIGN };
  if (own.worker === undefined) return { ...method, ...base, ...own };
  return { ...base, ...method, ...own };
}

/**
 * Refuses what only a user's program can have where there is none, and what describes a loss that
 * nobody here knows.
 * @throws AmtlError (2) that names the axis.
 */
export function checkProgram(axes: FullAxes, { backbones }: Catalog, where: string): void {
  const refuse = (axis: AxisName, expected: string): never => {
    throw badInput(`Invalid value of axis ${axis}`, {
      where: `${where}, axis ${axis}`,
      expected,
      got: JSON.stringify(axes[axis]),
    });
  };
  if (axes.worker === undefined) {
    const known = [...backbones.keys()].join(", ");
    if (axes.backbone === FOREIGN)
      refuse("backbone", `${known}; or a program that has it (--worker)`);
    if (axes.loss.includes(FOREIGN))
      refuse("loss", "a loss of the project's; or a program (--worker)");
    return;
  }
  if (axes.init !== undefined) refuse("init", "none: a program starts from weights of its own");
  if (axes.loss !== FOREIGN) {
    if (axes.loss.includes(FOREIGN)) refuse("loss", `losses that are known, or ${FOREIGN} alone`);
    return;
  }
  for (const axis of OF_KNOWN_LOSSES) {
    if (axes[axis] !== undefined)
      refuse(
        axis,
        "none, since the loss is the program's own; params are passed to it as they are",
      );
  }
}

/** Whether a cell shows what only a model's scores tell; a user's program gives predictions. */
export const needsScores = ({ metric, decode, factor }: Axes): boolean =>
  metric === "threshold" ||
  metric === "relation-score" ||
  decode === "averaged" ||
  (factor !== undefined && factor !== 1);
