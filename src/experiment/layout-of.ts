import type { CatalogLoss } from "./catalog.js";
import type { FullAxes } from "./experiment.js";
import { REAL_RELATIONS, type Profile } from "./profiles.js";
import { cutSegments, defaultSegments, scaleSegments } from "./segments.js";
import type { LayoutSpec } from "./types.js";
import type { TrainDataset } from "./vocab.js";

/** n and lambda where an experiment says nothing (paper section 4.3). */
const defaultsOf = (dataset: string): { readonly n: number; readonly lambda: number } =>
  dataset === "dwie" ? { n: 3, lambda: 3 } : { n: 4, lambda: 3.5 };

/** Table 12 varies lambda with n (audit item table12-lambda); one segment with lambda 1 is ATL. */
const sweptLambda = (n: number): number => (n === 1 ? 1 : n - 0.5);

/** Number of a cell's segments where its data set has all its relations. */
export const segmentCount = ({ segments, n, trainedOn }: FullAxes): number =>
  segments?.length ?? n ?? defaultsOf(trainedOn).n;

/**
 * The layout of a cell's outputs at the scale of a profile. A loss with one threshold has one segment, in
 * the original order of the relations as in the official code, and no lambda (1).
 */
export function layoutOf(
  axes: FullAxes,
  framework: CatalogLoss["framework"],
  profile: Profile,
): LayoutSpec {
  const relations = profile.relations[axes.trainedOn as TrainDataset];
  const real = REAL_RELATIONS[axes.trainedOn as TrainDataset];
  const labelSpace =
    axes.labelSpace === undefined ? null : Math.ceil((axes.labelSpace * relations) / real);
  if (framework === "single") {
    return { segments: null, ordering: axes.ordering ?? "original", lambda: 1, labelSpace };
  }
  const usual = defaultsOf(axes.trainedOn);
  const n = axes.n ?? usual.n;
  const segments =
    axes.segments === undefined
      ? defaultSegments(n, relations)
      : scaleSegments(axes.segments, relations);
  return {
    segments: labelSpace === null ? segments : cutSegments(segments, labelSpace),
    ordering: axes.ordering ?? "frequency",
    lambda: axes.lambda ?? (n === usual.n ? usual.lambda : sweptLambda(n)),
    labelSpace,
  };
}
