import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";

/**
 * The error for a name that is none of the known ones, with the nearest of them.
 * @param bring what a table says to have a name of its own.
 */
export function unknownName(
  kind: string,
  name: string,
  known: readonly string[],
  where: string,
  bring?: string,
): Error {
  const meant = nearest(name, known);
  const fix = meant === undefined ? bring : `write ${meant}`;
  return badInput(`Unknown ${kind} "${name}"`, {
    where,
    expected: known.join(", "),
    got: name,
    ...(fix !== undefined && { fix }),
  });
}
