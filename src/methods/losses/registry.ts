import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { FindLoss, Loss } from "../../contract/loss.js";
import * as listed from "./index.js";

/** A loss, or one that is made with a look-up of the others. */
type Listed = Loss | ((find: FindLoss) => Loss);

/** The project's losses and others, by id; any with one threshold can stand in the segments of a framework. */
export function lossesWith(others: Iterable<Loss>): ReadonlyMap<string, Loss> {
  const find: FindLoss = (id) => losses.get(id);
  const own = Object.values<Listed>(listed).map((each) =>
    typeof each === "function" ? each(find) : each,
  );
  const losses: ReadonlyMap<string, Loss> = new Map(
    [...own, ...others].map((loss) => [loss.id, loss]),
  );
  return losses;
}

/** All losses of the project, by id. */
export const LOSSES: ReadonlyMap<string, Loss> = lossesWith([]);

/** The loss of that id. Throws AmtlError (2) that names the nearest known one. */
export function lossOf(id: string): Loss {
  const loss = LOSSES.get(id);
  if (loss !== undefined) return loss;
  const meant = nearest(id, [...LOSSES.keys()]);
  throw badInput(`Unknown loss "${id}"`, {
    expected: [...LOSSES.keys()].join(", "),
    ...(meant !== undefined && { fix: `write ${meant}` }),
  });
}

type Losses = ReadonlyMap<string, Loss>;

/** The frameworks: losses that compute others in their segments. */
export const frameworksOf = (losses: Losses): readonly Loss[] =>
  [...losses.values()].filter(({ holdsLosses }) => holdsLosses);

/** The framework that holds losses where a user names none. */
export function frameworkOf(losses: Losses): Loss {
  const framework = frameworksOf(losses).at(0);
  if (framework !== undefined) return framework;
  throw new Error("Expected a loss that holds others, got none");
}

/** The loss that is a framework with this one in every segment, where one is. */
export const specialCaseOf = (losses: Losses, framework: string, loss: string): Loss | undefined =>
  [...losses.values()].find(
    ({ equals }) => equals?.framework === framework && equals.loss === loss,
  );
