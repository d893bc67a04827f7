import { badInput } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import type { CatalogLoss } from "../experiment/catalog.js";
import { LOSSES } from "../model/loss/index.js";
import type { Loss } from "../model/types.js";

/** The losses as the plan and the command line see them: nothing here loads TensorFlow. */
export const catalogLosses: ReadonlyMap<string, CatalogLoss> = new Map(
  [...LOSSES.values()].map((loss) => [
    loss.id,
    { id: loss.id, framework: loss.framework, decoder: loss.decoder, params: paramsOf(loss) },
  ]),
);

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

function paramsOf(loss: Loss): CatalogLoss["params"] {
  return (given) => {
    const checked = loss.params.safeParse(given);
    if (checked.success) return checked.data;
    const issue = checked.error.issues[0];
    const unknown = issue.code === "unrecognized_keys" ? issue.keys.join(", ") : undefined;
    const name = unknown ?? issue.path.join(".");
    throw badInput(`Impossible parameter ${name} of the loss ${loss.id}`, {
      where: `params.${name}`,
      expected: unknown === undefined ? issue.message : "no parameter of that name",
      got: unknown ?? JSON.stringify(given[name]),
    });
  };
}
