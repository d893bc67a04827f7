import type { FoundRule, RuleAtom } from "../../../contract/plugin.js";

/** An atom by number: a relation 1 to R, an inverse R + r, or 0 for no relation; -1 for its inverse. */
export type AtomNumber = number;

/** x, then the entities between, then y. */
const variables = (atoms: number): readonly string[] => [
  "x",
  ...Array.from({ length: atoms - 1 }, (_, i) => (atoms === 2 ? "z" : `z${i + 1}`)),
  "y",
];

/**
 * A path of numbered atoms as atoms between variables; inverses are written the right way round.
 * @param relations by their numbers, from 1.
 */
export function pathOf(
  numbers: readonly AtomNumber[],
  relations: readonly string[],
): FoundRule["body"] {
  const names = variables(numbers.length);
  return numbers.map((number, i): RuleAtom => {
    const [from, to] = [names[i], names[i + 1]];
    if (number === 0) return { relation: null, from, to };
    if (number === -1) return { relation: null, from: to, to: from };
    return number <= relations.length
      ? { relation: relations[number - 1], from, to }
      : { relation: relations[number - relations.length - 1], from: to, to: from };
  });
}
