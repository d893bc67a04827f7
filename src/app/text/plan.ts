import { plural } from "../../base/text/plural.js";
import type { Plan } from "../plan/plan.js";
import { stateText } from "./state.js";
import type { AmtlError } from "../../base/errors.js";
import { fittedTable } from "./fitted-table.js";

/** Rows that a person may still want to see; drawing ten thousand takes seconds. */
const SHOWN = 1000;

/** The runs of a plan as a terminal shows them. */
export function planText(plan: Plan): string {
  const { profile, variant, items, runs, total, noData, noStandIn } = plan;
  const rows = runs
    .slice(0, SHOWN)
    .map(({ id, label, state, lacks, cells }) => [
      id,
      label,
      lacks.length === 0 ? stateText(state) : `${stateText(state)}, lacks ${lacksText(lacks)}`,
      String(cells.length),
    ]);
  const left = runs.filter(({ state }) => state.state !== "done").length;
  const ids = new Map(runs.map(({ trainId, id }) => [trainId, id]));
  const edges = runs
    .slice(0, SHOWN)
    .flatMap(({ id, restsOn = {} }) =>
      Object.entries(restsOn).map(
        ([role, other]) => `${id} rests on ${ids.get(other) ?? other} (${role})`,
      ),
    );
  return [
    scaleText(profile, variant),
    fittedTable(["run", "label", "state", "cells"], rows, [0, 1, 2]),
    ...(runs.length > SHOWN
      ? [`… and ${runs.length - SHOWN} more; --json lists all, --only and --seeds some`]
      : []),
    ...edges,
    ...(items.length > 1 ? [itemsText(items)] : []),
    `${plural(total.runs, "run")}, ${left} to do`,
    ...(noData.cells === 0
      ? []
      : [`${noData.cells} cells have no data in ${profile}: it has no ${noData.lacks.join(", ")}`]),
    ...(noStandIn.cells === 0
      ? []
      : [
          `${noStandIn.cells} cells have no stand-in in ${profile}: it has no encoder in place of ${noStandIn.encoders.join(", ")}`,
        ]),
    "",
  ].join("\n");
}

/** "data and encoder", of names such as "data:redocred/train". */
const lacksText = (names: readonly string[]): string =>
  [...new Set(names.map((name) => name.split(":", 1)[0]))].join(" and ");

/** "profile paper, variant official-rates". */
export const scaleText = (profile: string, variant: string | null): string =>
  `profile ${profile}${variant === null ? "" : `, variant ${variant}`}`;

/** The experiments of a plan in numbers. */
const itemsText = (items: Plan["items"]): string =>
  fittedTable(
    ["experiment", "cells", "configurations", "runs", "new runs"],
    items.map(({ id, cells, configurations, runs, newRuns }) => [
      id,
      ...[cells, configurations, runs, newRuns].map(String),
    ]),
  );

/** What is not on this machine, each line once, with what to do about it. */
export function lackLines(absent: ReadonlyMap<string, AmtlError>): readonly string[] {
  const lines = [...absent.values()].map(({ message, details: { fix } }) =>
    fix === undefined ? message : `${message}: ${fix}`,
  );
  return [...new Set(lines)];
}
