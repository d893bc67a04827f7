import { AmtlError } from "../base/errors.js";
import type { CatalogLoss } from "./catalog.js";
import type { FullAxes } from "./experiment.js";
import { segmentCount } from "./layout-of.js";

/**
 * Refuses parameters that a loss does not take, and segments that it cannot hold, before anything runs.
 *
 * @throws AmtlError (2) that names file, axis and value.
 */
export function checkLoss(axes: FullAxes, loss: CatalogLoss, where: string): void {
  try {
    const params = loss.params(axes.params ?? {});
    if (loss.framework === "segments") loss.checkSegments?.(params, segmentCount(axes));
  } catch (error) {
    if (!(error instanceof AmtlError)) throw error;
    // The loss knows its parameters, not where they were written.
    const place = [where, `axis ${error.details.where ?? "params"}`].join(", ");
    throw new AmtlError(error.exitCode, error.message, { ...error.details, where: place });
  }
}
