import { badInput } from "../../base/errors.js";
import type { Axes } from "../dsl/axes.js";
import type { Line } from "../dsl/dsl.js";

/** @throws AmtlError (2) for no line at all, and for two with the same label or the same axes. */
export function refuseDuplicates(lines: readonly Line[], where: string): void {
  if (lines.length === 0) {
    throw badInput("Table has no cells", { where, expected: "at least one", got: "none" });
  }
  for (const identity of [({ label }: Line) => label, ({ axes }: Line) => byName(axes)]) {
    const seen = new Map<string, string>();
    for (const line of lines) {
      const first = seen.get(identity(line));
      if (first !== undefined) {
        throw badInput(
          first === line.label ? "Duplicate line label" : "Duplicate axes of two lines",
          {
            where,
            expected: "different labels and different axes",
            got: `"${first}" and "${line.label}"`,
          },
        );
      }
      seen.set(identity(line), line.label);
    }
  }
}

/** The same text for the same axes, in whatever order they are written. */
const byName = (axes: Axes): string =>
  JSON.stringify(Object.entries(axes).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Ids of lines, made of their labels; by place ("r02") where a label has no letter that an id takes, or another line
 * has that id.
 */
export function idsOf(lines: readonly Line[], letter: string): readonly string[] {
  const taken = new Set<string>();
  return lines.map(({ label }, place) => {
    const ofLabel = slug(label);
    const id =
      ofLabel === "" || taken.has(ofLabel)
        ? `${letter}${String(place + 1).padStart(2, "0")}`
        : ofLabel;
    taken.add(id);
    return id;
  });
}

const slug = (label: string): string =>
  label
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .replaceAll(/^-|-$/g, "");
