import { badInput } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import type { CatalogLoss } from "../contract/catalog.js";
import { LOSSES } from "./losses/index.js";
import type { Loss } from "../contract/loss.js";

/** The losses as the plan and the command line see them: nothing here loads TensorFlow. */
export const catalogLosses = (
  losses: ReadonlyMap<string, Loss>,
): ReadonlyMap<string, CatalogLoss> =>
  new Map(
    [...losses.values()].map((loss) => [
      loss.id,
      {
        id: loss.id,
        framework: loss.framework,
        decoder: (params) => loss.decoderOf?.(params) ?? loss.decoder,
        params: loss.params.parse,
        names: Object.keys(loss.params.rules),
        checkSegments: (params, count) => loss.checkSegments?.(params, count),
      },
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
