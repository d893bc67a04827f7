import type { FullAxes, PrintedCell } from "./experiment.js";

/**
 * The printed cell that shows what these axes compute, or null where the paper prints none.
 * AMTL is the AMT framework with ATL in every segment, so the paper's two spellings are one.
 */
export function printedCellFor(
  axes: FullAxes,
  segmented: boolean,
  printed: readonly PrintedCell[],
): string | null {
  const own = {
    dataset: axes.trainedOn,
    metric: axes.metric,
    evalSet: axes.scoredOn,
    backbone: axes.backbone,
    encoder: axes.encoder,
    method: method(axes.loss, segmented ? "amt" : "single"),
    plugin: axes.plugin ?? null,
    band: axes.band ?? null,
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
      (key.ordering ?? null) === (axes.ordering ?? null),
  );
  return isVariation(axes) ? null : (found?.id ?? null);
}

/**
 * What no printed table varies: such a cell must not borrow a printed number.
 * Table 12 varies n, and lambda = n - 0.5 with it (audit item table12-lambda).
 */
const isVariation = (axes: FullAxes): boolean =>
  (axes.lambda !== undefined && axes.lambda !== (axes.n ?? NaN) - 0.5) ||
  axes.segments !== undefined ||
  axes.labelSpace !== undefined ||
  Object.keys(axes.params ?? {}).length > 0;

const method = (loss: string | undefined, framework: string | undefined): string =>
  framework === "amt" && loss === "atl" ? "amtl/amt" : `${loss}/${framework}`;
