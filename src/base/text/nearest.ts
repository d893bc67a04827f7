import { distance } from "fastest-levenshtein";

/** A longer way off is another name; and of a word of three letters, one letter is much. */
const farthest = (name: string): number => (name.length <= 3 ? 1 : 2);

/** The known name that the given one was probably meant to be, if any is near enough. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  const distances = known.map((each) => distance(given, each.toLowerCase()));
  const least = Math.min(...distances, Infinity);
  return least <= farthest(name) ? known[distances.indexOf(least)] : undefined;
}
