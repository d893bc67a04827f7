import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import * as list from "./list.js";
import type { Plot } from "./plot.js";

/** Every plot by its id. */
export const PLOTS: ReadonlyMap<string, Plot> = new Map(
  Object.values(list).map((plot): [string, Plot] => [plot.id, plot]),
);

/**
 * The plots of the ids that were asked for; `all` means each.
 * @throws AmtlError (2) for an unknown plot.
 */
export function plotsFor(asked: readonly string[]): readonly Plot[] {
  if (asked.includes("all")) return [...PLOTS.values()];
  return [...new Set(asked)].map((id) => PLOTS.get(id) ?? refuse(id));
}

function refuse(id: string): never {
  const there = [...PLOTS.keys(), "all"];
  const meant = nearest(id, there);
  throw badInput(`Unknown plot "${id}"`, {
    where: "--plot",
    expected: there.join(", "),
    got: id,
    ...(meant !== undefined && { fix: `write ${meant}` }),
  });
}
