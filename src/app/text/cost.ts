import type { Hours, PlanCost } from "../plan/cost.js";
import { plural } from "../../base/text/plural.js";
import { scaleText } from "./plan.js";
import { decidingLines } from "./deciding.js";
import { fittedTable } from "./fitted-table.js";
import { hoursText } from "../../base/text/hours.js";

const cells = ({ runs, hours }: Hours): readonly string[] => [String(runs), hoursText(hours)];

/** The cost of a plan as a terminal shows it: by table, and by row where there is one table. */
export function costText(cost: PlanCost): string {
  const { profile, variant, items, left, evaluations, wall, past, here } = cost;
  const table =
    items.length === 1
      ? rowsText(items[0].rows)
      : fittedTable(
          ["experiment", "runs", "alone", "adds", "time"],
          items.map(({ id, alone, adds }) => [id, ...cells(alone), ...cells(adds)]),
        );
  const lines = [
    scaleText(profile, variant),
    table,
    left.runs === 0
      ? "Nothing to train."
      : `${plural(left.runs, "run")} to train: ${hoursText(left.hours)} on one slot${
          wall.slots === 1 ? "" : `, ${hoursText(wall.hours)} with ${wall.slots} at a time`
        }`,
    ...(left.runs === 0 ? [] : [basisText(cost)]),
    ...(here === null
      ? []
      : [
          `There is no GPU for the engine here (${here.engine}): on two cores a training takes about ${here.times} times as long as assumed, ${hoursText(here.hours)} for these.`,
        ]),
    ...(evaluations === 0
      ? []
      : [`${plural(evaluations, "trained model")} only to be scored: seconds to minutes each`]),
    ...(past.runs === 0
      ? []
      : [
          `${plural(past.runs, "run")} done, which took ${hoursText(past.hours)}; assumed for ${cost.device}: ${hoursText(past.assumedHours)}`,
        ]),
    ...(cost.deciding === null ? [] : decidingLines(cost.deciding)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Row by row; what all runs take and what is left are said once where nothing is done. */
function rowsText(rows: PlanCost["items"][number]["rows"]): string {
  if (rows.every(({ alone, left }) => alone.runs === left.runs))
    return fittedTable(
      ["row", "runs", "time"],
      rows.map(({ row, alone }) => [row, ...cells(alone)]),
    );
  return fittedTable(
    ["row", "runs", "alone", "to train", "time"],
    rows.map(({ row, alone, left }) => [row, ...cells(alone), ...cells(left)]),
  );
}

function basisText({ left: { basis }, device }: PlanCost): string {
  const parts = [
    ...(basis.measured > 0 ? [`${basis.measured} as timed here`] : []),
    ...(basis.scaled > 0 ? [`${basis.scaled} from runs of another kind that were timed here`] : []),
    ...(basis.assumed > 0
      ? [`${basis.assumed} assumed for ${device}, none of the kind having been timed here`]
      : []),
  ];
  return `Of these: ${parts.join(", ")}.`;
}
