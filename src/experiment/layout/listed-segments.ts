import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";

/** One segment of a list: its relations, or all that no other segment names. */
export type ListedSegment = readonly string[] | "rest";

/** The segments of an axis that names relations; null where it has sizes or nothing. */
export function listedSegments({
  segments,
}: {
  readonly segments?: readonly number[] | readonly ListedSegment[];
}): readonly ListedSegment[] | null {
  const isListed = segments?.some((segment) => typeof segment !== "number") ?? false;
  return isListed ? (segments as readonly ListedSegment[]) : null;
}

/** Whether a value is a list of segments in either form: sizes, or relations with at most one "rest". */
export function isSegmentList(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const isSize = (each: unknown): boolean =>
    typeof each === "number" && Number.isInteger(each) && each >= 1;
  if (value.every(isSize)) return true;
  const isList = (each: unknown): boolean =>
    each === "rest" ||
    (Array.isArray(each) && each.length > 0 && each.every((name) => typeof name === "string"));
  return value.every(isList) && value.filter((each) => each === "rest").length <= 1;
}

/**
 * The relations of each segment, "rest" written out in original order.
 *
 * @param relations of the data set, in original order.
 * @param dataset for messages.
 * @throws AmtlError (2) whose `where` is the axis: for a relation that the data set does not have, one that is in two
 *   segments, and one that is in none.
 */
export function fillSegments(
  listed: readonly ListedSegment[],
  relations: readonly string[],
  dataset: string,
): readonly (readonly string[])[] {
  const segmentOf = new Map<string, number>();
  const refuse = (expected: string, got: string, fix?: string): never => {
    throw badInput("Invalid value of axis segments", {
      where: "segments",
      expected,
      got,
      ...(fix !== undefined && { fix }),
    });
  };
  listed.forEach((segment, index) => {
    for (const relation of segment === "rest" ? [] : segment) {
      const first = segmentOf.get(relation);
      if (!relations.includes(relation)) {
        const meant = nearest(relation, relations);
        const fix = meant === undefined ? undefined : `write ${meant}`;
        refuse(`relations of ${dataset}, such as ${relations[0]}`, relation, fix);
      }
      if (first !== undefined) {
        refuse(
          "each relation in one segment",
          first === index
            ? `${relation} twice in segment ${index + 1}`
            : `${relation} in segments ${first + 1} and ${index + 1}`,
        );
      }
      segmentOf.set(relation, index);
    }
  });
  const left = relations.filter((relation) => !segmentOf.has(relation));
  const hasRest = listed.includes("rest");
  if (hasRest && left.length === 0) refuse('relations that are left for "rest"', "none");
  if (!hasRest && left.length > 0) {
    const shown = left.slice(0, 5).join(", ") + (left.length > 5 ? ", …" : "");
    refuse(
      `all ${relations.length} relations of ${dataset}`,
      `${left.length} in no segment: ${shown}`,
      'add "rest" as a segment for all that are left',
    );
  }
  return listed.map((segment) => (segment === "rest" ? left : segment));
}
