import type { Random } from "../../../base/random.js";
import type { Body } from "./bodies.js";
import { drawn } from "./posterior.js";
import type { Source } from "./generate.js";

/** Share of examples that are drawn from all bodies alike. */
const EVEN = 0.1;

/**
 * An example for the generator: a triple, all alike, and one of its bodies by their shares, or any of them (spec/plugins.md 4.3).
 * @param seen by triple.
 */
export function exampleOf(
  triples: readonly Source[],
  seen: readonly (readonly { readonly body: Body; readonly share: number }[])[],
  random: Random,
): { readonly triple: Source; readonly body: Body } {
  const k = random.below(triples.length);
  const own = seen[k];
  const isEven = random.next() < EVEN;
  const index = isEven
    ? random.below(own.length)
    : drawn(
        own.map(({ share }) => share),
        random,
      );
  return { triple: triples[k], body: own[index].body };
}
