import { closest, distance } from "fastest-levenshtein";

/** The known name that the given one was probably meant to be, if any is near enough. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(name.toLowerCase(), known);
  return distance(name.toLowerCase(), best) <= Math.max(2, Math.floor(name.length / 3))
    ? best
    : undefined;
}
