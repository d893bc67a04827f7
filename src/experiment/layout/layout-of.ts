import type { Loss } from "../../contract/loss.js";
import type { FullAxes } from "../dsl/experiment.js";
import { fillSegments, listedSegments } from "./listed-segments.js";
import { cutSegments, defaultSegments, scaleSegments } from "./segments.js";
import type { DatasetSpec } from "../../contract/corpus/dataset.js";
import type { LayoutSpec } from "../../contract/layout.js";
import type { ProfileId } from "../../contract/train-spec.js";

/** n and lambda where an experiment says nothing. */
type Usual = DatasetSpec["segments"];

/**
 * lambda of so many segments. Table 12 varies it with n (audit item table12-lambda); one segment with lambda 1 is ATL.
 * Thresholds that are not shared are not divided by anything.
 */
function lambdaOf({ lambda, thresholds }: FullAxes, n: number, usual: Usual): number {
  if (lambda !== undefined) return lambda;
  if (thresholds === "own" || n === 1) return 1;
  return n === usual.n ? usual.lambda : n - 0.5;
}

/** The sizes that an experiment gives, be it by the relations themselves. */
function sizesOf(axes: FullAxes, real: number): readonly number[] | undefined {
  const listed = listedSegments(axes);
  if (listed === null) return axes.segments as readonly number[] | undefined;
  const named = listed.reduce((all, segment) => all + (segment === "rest" ? 0 : segment.length), 0);
  const left = real - named;
  return listed.map((segment) => (segment === "rest" ? left : segment.length));
}

/** Sizes of the segments over so many relations, of which the first `kept` are there. */
function segmentsOf(
  axes: FullAxes,
  dataset: DatasetSpec,
  relations: number,
  kept: number | null,
): readonly number[] {
  const { n } = axes;
  const sizes = sizesOf(axes, dataset.relations.length);
  const all =
    sizes === undefined
      ? defaultSegments(n ?? dataset.segments.n, relations)
      : scaleSegments(sizes, relations);
  return kept === null ? all : cutSegments(all, kept);
}

/** Number of a cell's segments where its data set has all its relations. */
export const segmentCount = (axes: FullAxes, dataset: DatasetSpec): number =>
  segmentsOf(axes, dataset, dataset.relations.length, axes.labelSpace ?? null).length;

/**
 * The layout of a cell's outputs at the scale of a profile. A loss with one threshold has one segment, in
 * the original order of the relations as in the official code, and no lambda (1). In a smaller label space the
 * segments beyond it are gone, and lambda is that of the segments that are left: with the lambda of all four, two
 * thresholds would be raised above what was trained. A label space of all relations is none. Relations that are listed
 * are those of the real data: where a profile has others, only the sizes of their segments are kept.
 *
 * @param dataset that is trained on, and that the profile has.
 */
export function layoutOf(
  axes: FullAxes,
  framework: Loss["framework"],
  profile: ProfileId,
  dataset: DatasetSpec,
): LayoutSpec {
  const real = dataset.relations.length;
  const relations = dataset.profiles[profile]?.relations.length ?? real;
  const labelSpace =
    axes.labelSpace === undefined || axes.labelSpace === real
      ? null
      : Math.ceil((axes.labelSpace * relations) / real);
  if (framework === "single") {
    return { segments: null, ordering: axes.ordering ?? "original", lambda: 1, labelSpace };
  }
  const segments = segmentsOf(axes, dataset, relations, labelSpace);
  const listed = relations === real ? listedSegments(axes) : null;
  return {
    segments,
    ordering: listed === null ? (axes.ordering ?? "frequency") : "listed",
    ...(listed !== null && {
      relations: fillSegments(listed, dataset.relations, axes.trainedOn).flat(),
    }),
    lambda: lambdaOf(axes, segments.length, dataset.segments),
    labelSpace,
  };
}
