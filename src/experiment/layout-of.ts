import type { CatalogLoss } from "./catalog.js";
import type { FullAxes } from "./experiment.js";
import { REAL_RELATIONS, type Profile } from "./profiles.js";
import { cutSegments, defaultSegments, scaleSegments } from "./segments.js";
import type { LayoutSpec } from "./types.js";
import type { TrainDataset } from "./vocab.js";

/** n and lambda where an experiment says nothing (paper section 4.3). */
const defaultsOf = (dataset: string): { readonly n: number; readonly lambda: number } =>
  dataset === "dwie" ? { n: 3, lambda: 3 } : { n: 4, lambda: 3.5 };

/**
 * lambda of so many segments. Table 12 varies it with n (audit item table12-lambda); one segment with lambda 1 is ATL.
 * Thresholds that are not shared are not divided by anything.
 */
function lambdaOf({ lambda, thresholds, trainedOn }: FullAxes, n: number): number {
  if (lambda !== undefined) return lambda;
  if (thresholds === "own" || n === 1) return 1;
  const usual = defaultsOf(trainedOn);
  return n === usual.n ? usual.lambda : n - 0.5;
}

/** Sizes of the segments over so many relations, of which the first `kept` are there. */
function segmentsOf(
  { segments, n, trainedOn }: FullAxes,
  relations: number,
  kept: number | null,
): readonly number[] {
  const all =
    segments === undefined
      ? defaultSegments(n ?? defaultsOf(trainedOn).n, relations)
      : scaleSegments(segments, relations);
  return kept === null ? all : cutSegments(all, kept);
}

/** Number of a cell's segments where its data set has all its relations. */
export const segmentCount = (axes: FullAxes): number =>
  segmentsOf(axes, REAL_RELATIONS[axes.trainedOn as TrainDataset], axes.labelSpace ?? null).length;

/**
 * The layout of a cell's outputs at the scale of a profile. A loss with one threshold has one segment, in
 * the original order of the relations as in the official code, and no lambda (1). In a smaller label space the
 * segments beyond it are gone, and lambda is that of the segments that are left: with the lambda of all four, two
 * thresholds would be raised above what was trained. A label space of all relations is none.
 */
export function layoutOf(
  axes: FullAxes,
  framework: CatalogLoss["framework"],
  profile: Profile,
): LayoutSpec {
  const relations = profile.relations[axes.trainedOn as TrainDataset];
  const real = REAL_RELATIONS[axes.trainedOn as TrainDataset];
  const labelSpace =
    axes.labelSpace === undefined || axes.labelSpace === real
      ? null
      : Math.ceil((axes.labelSpace * relations) / real);
  if (framework === "single") {
    return { segments: null, ordering: axes.ordering ?? "original", lambda: 1, labelSpace };
  }
  const segments = segmentsOf(axes, relations, labelSpace);
  return {
    segments,
    ordering: axes.ordering ?? "frequency",
    lambda: lambdaOf(axes, segments.length),
    labelSpace,
  };
}
