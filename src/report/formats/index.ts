import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { Format } from "./format.js";
import * as list from "./list.js";

/** Every format by its id. */
export const FORMATS: ReadonlyMap<string, Format> = new Map(
  Object.values(list).map((format): [string, Format] => [format.id, format]),
);

/**
 * The formats in which a report's files are written: the default ones and those that are asked for.
 * @throws AmtlError (2) for an unknown format.
 */
export function formatsFor(asked: readonly string[]): readonly Format[] {
  for (const id of asked) {
    if (FORMATS.has(id)) continue;
    const meant = nearest(id, [...FORMATS.keys()]);
    throw badInput(`Unknown format "${id}"`, {
      where: "--format",
      expected: [...FORMATS.keys()].join(", "),
      got: id,
      ...(meant !== undefined && { fix: `write ${meant}` }),
    });
  }
  const wanted = [...FORMATS.values()].filter(
    ({ id, isDefault }) => isDefault || asked.includes(id),
  );
  return wanted.sort((a, b) => Number(a.shows === "figure") - Number(b.shows === "figure"));
}
