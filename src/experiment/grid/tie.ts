import type { Catalog } from "../../contract/catalog.js";
import { frameworkOf, specialCaseOf } from "../../methods/losses/registry.js";
import type { CountAxes, FullAxes, PrintedCell } from "../dsl/experiment.js";
import { FOREIGN } from "../dsl/program.js";

/**
 * The printed cell that shows what these axes compute, or null where the paper prints none.
 * A loss that is the framework's special case (AMTL: ATL in every segment) is one method under the paper's two
 * spellings.
 */
export function printedCellFor(
  axes: FullAxes,
  segmented: boolean,
  printed: readonly PrintedCell[],
  { losses }: Catalog,
): string | null {
  if (printed.length === 0 || isVariation(axes)) return null;
  const method = (loss: string | undefined, framework: string | undefined): string => {
    const special = specialCaseOf(losses, framework ?? "", loss ?? "");
    return `${special?.id ?? loss}/${framework}`;
  };
  const own = {
    dataset: axes.trainedOn,
    metric: axes.metric,
    // A training's time has nothing to do with what is scored.
    evalSet: axes.metric === "minutes" ? undefined : axes.scoredOn,
    backbone: axes.backbone,
    encoder: axes.encoder,
    method: method(axes.loss, segmented ? frameworkOf(losses).id : "single"),
    plugin: axes.plugin ?? null,
    band: axes.band ?? null,
    // Table 12 varies lambda = n - 0.5 with n, and does not say so (audit item table12-lambda).
    lambda: axes.lambda === (axes.n ?? NaN) - 0.5 ? null : (axes.lambda ?? null),
  };
  const found = printed.find(
    ({ key }) =>
      key.dataset === own.dataset &&
      key.metric === own.metric &&
      key.evalSet === own.evalSet &&
      key.backbone === own.backbone &&
      key.encoder === own.encoder &&
      method(key.loss, key.framework) === own.method &&
      (key.plugin ?? null) === own.plugin &&
      (key.band ?? null) === own.band &&
      (key.n ?? null) === (axes.n ?? null) &&
      (key.lambda ?? null) === own.lambda &&
      (key.labelSpace ?? null) === (axes.labelSpace ?? null) &&
      (key.ordering ?? null) === (axes.ordering ?? null),
  );
  return found?.id ?? null;
}

/** The printed cell that shows what is counted, or null. */
export const printedCountFor = (
  { counted, metric }: CountAxes,
  printed: readonly PrintedCell[],
): string | null =>
  printed.find(({ key }) => `${key.dataset}/${key.split}` === counted && key.metric === metric)
    ?.id ?? null;

/** What the paper varies nowhere: such a cell must not borrow a printed number. */
const isVariation = (axes: FullAxes): boolean =>
  axes.loss === FOREIGN ||
  axes.segments !== undefined ||
  axes.thresholds === "own" ||
  (axes.decode !== undefined && axes.decode !== "raw") ||
  (axes.factor !== undefined && axes.factor !== 1) ||
  Object.keys(axes.params ?? {}).length > 0 ||
  Object.keys(axes.pluginParams ?? {}).length > 0;
