import { AmtlError } from "../../base/errors.js";
import type { Catalog } from "../../contract/catalog.js";
import { checkDecoding } from "./decoding.js";
import { checkLayoutAxes } from "./layout.js";
import type { FullAxes } from "../dsl/experiment.js";
import { segmentCount } from "../layout/layout-of.js";
import { pluginOf } from "../grid/plugin.js";
import { methodOf } from "../grid/method.js";
import { FOREIGN } from "../dsl/program.js";

/**
 * Refuses, before anything runs: a framework that contradicts the loss, an impossible layout, parameters that a loss
 * does not take, segments that it cannot hold, a decoder that does not apply.
 *
 * @returns whether there is a threshold in every segment.
 * @throws AmtlError (2) that names file, axis and value.
 */
export function checkMethod(axes: FullAxes, catalog: Catalog, where: string): boolean {
  try {
    pluginOf(axes, catalog);
    if (axes.loss === FOREIGN) return false;
    const { loss, given } = methodOf(axes, catalog);
    const dataset = catalog.datasets.get(axes.trainedOn)!;
    const segmented = loss.framework === "segments";
    checkLayoutAxes(axes, segmented, dataset.relations);
    const params = loss.params.parse(given);
    if (segmented) loss.checkSegments?.(params, segmentCount(axes, dataset));
    checkDecoding(axes, segmented, loss.decoderOf(params));
    return segmented;
  } catch (error) {
    if (!(error instanceof AmtlError)) throw error;
    // The loss knows the axis, but not where it was written.
    const axis = axisOf(error.details.where ?? "params", axes);
    const place = `${where}, axis ${axis}`;
    throw new AmtlError(error.exitCode, error.message, { ...error.details, where: place });
  }
}

/** The losses of the segments are the axis loss, unless they were given as a parameter. */
const axisOf = (where: string, { params }: FullAxes): string =>
  where === "params.losses" && params?.losses === undefined ? "loss" : where;
