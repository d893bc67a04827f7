import { badInput } from "../../base/errors.js";
import { canonicalName } from "../../methods/names.js";
import type { Catalog } from "../../contract/catalog.js";
import { AXIS_NAMES, AXIS_RULES, REQUIRED, type Axes, type AxisName } from "../dsl/axes.js";
import type { FullAxes } from "../dsl/experiment.js";
import { checkScores } from "./decoding.js";
import { unknownName } from "./unknown-name.js";

/**
 * Axes as a file gives them, with names in their canonical spelling.
 * @param where the file and the part of it, for messages.
 * @throws AmtlError (2) for an unknown axis, and for a value that the axis does not take.
 */
export function checkAxes(axes: Axes, where: string, catalog: Catalog): Axes {
  const checked = Object.entries(axes).map(([axis, value]: [string, unknown]) => {
    if (!Object.hasOwn(AXIS_RULES, axis)) throw unknownName("axis", axis, AXIS_NAMES, where);
    const rule = AXIS_RULES[axis as AxisName];
    if (rule.kind === "name") {
      if (rule.nullable === true && value === null) return [axis, null] as const;
      const known = [...rule.known(catalog), ...(rule.nullable === true ? ["null"] : [])];
      const { joint } = rule;
      const parts = joint === undefined ? [String(value)] : String(value).split(joint);
      const names = parts.map(canonicalName);
      const unknown = names.find((name) => !known.includes(name));
      if (typeof value === "string" && unknown === undefined) {
        return [axis, names.join(joint)] as const;
      }
      throw unknownName(
        axis,
        unknown ?? String(value),
        known,
        `${where}, axis ${axis}`,
        rule.bring,
      );
    }
    if (!rule.holds(value)) {
      throw badInput(`Invalid value of axis ${axis}`, {
        where: `${where}, axis ${axis}`,
        expected: rule.expected,
        got: JSON.stringify(value),
      });
    }
    return [axis, value] as const;
  });
  return Object.fromEntries(checked);
}

/**
 * Axes of a cell, from base, row and column together, as complete.
 * @throws AmtlError (2) where one is missing, or cannot be scored.
 */
export function complete(axes: Axes, where: string): FullAxes {
  // A training's time is known without scoring anything.
  const needed: readonly AxisName[] =
    axes.metric === "minutes" ? REQUIRED : [...REQUIRED, "scoredOn"];
  checkScores(axes, where);
  const absent = needed.filter((axis) => axes[axis] === undefined);
  if (absent.length > 0) {
    throw badInput("Missing axes of a cell", {
      where,
      expected: `a value of ${needed.join(", ")} from base, row and column together`,
      got: `no ${absent.join(", ")}`,
    });
  }
  return axes as FullAxes;
}
