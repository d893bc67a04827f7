import { groupBy } from "../../base/group-by.js";
import { plural } from "../../base/text/plural.js";
import type { ReportCell } from "../cell.js";

/** Who is first in a column, among rows that were measured alike. */
export interface FirstPlace {
  /** Rows of the best number and of all that no test tells from it. */
  readonly first: readonly string[];
  /** Rows that the paper prints in bold. */
  readonly bold: readonly string[];
  /** Rows in bold that a test ranks below the first. */
  readonly beaten: readonly string[];
}

/** The first places of a column, group by group; none where nothing was ranked. */
export function firstPlaces(cells: readonly (ReportCell | null)[]): readonly FirstPlace[] {
  const ranked = cells.flatMap((cell) =>
    cell?.judgement == null ? [] : [{ ...cell, judgement: cell.judgement }],
  );
  return [...groupBy(ranked, ({ judgement }) => judgement.group).values()].flatMap((group) => {
    const first = group.filter(({ judgement }) => judgement.tier === 1);
    const bold = group.filter(({ paper }) => paper?.bold === true);
    if (first.length === 0) return [];
    const beaten = bold.filter(({ judgement: { tier } }) => tier !== null && tier > 1);
    return [{ first: rowsOf(first), bold: rowsOf(bold), beaten: rowsOf(beaten) }];
  });
}

const rowsOf = (cells: readonly ReportCell[]): readonly string[] => cells.map(({ row }) => row);

/** "first place: 3 methods; bold in the paper: AMTL, one of them": what stands in a column's head; empty without ranks. */
export function tiesText(places: readonly FirstPlace[]): string {
  if (places.length === 0) return "";
  const counts = places.map(({ first }) => first.length);
  const bold = places.flatMap((place) => place.bold);
  const beaten = places.flatMap((place) => place.beaten);
  const [place, ...others] = places;
  if (others.length > 0) {
    const printed = bold.length === 0 ? "" : `; bold in the paper: ${bold.length}${failed(beaten)}`;
    return `first places: ${counts.join(", ")} methods${printed}`;
  }
  const all = `first place: ${plural(counts[0], "method")}`;
  if (bold.length === 0) return all;
  const missing = bold.filter((row) => !place.first.includes(row) && !beaten.includes(row));
  const where =
    beaten.length > 0
      ? "not first"
      : missing.length > 0
        ? "not ranked"
        : counts[0] === bold.length
          ? "the same"
          : "among them";
  return `${all}; bold in the paper: ${bold.join(", ")}, ${where}`;
}

const failed = (beaten: readonly string[]): string =>
  beaten.length === 0 ? "" : `, ${beaten.length} of them not first`;
