import { identityOf, type Body } from "./bodies.js";

/** Paths that hold less than e to this, a millionth, count as not there. */
const LEAST = -14;

/** Gives how much the best path from x to each entity holds, as its logarithm; null: to none. */
export type Follow = (x: number, body: Body) => Float64Array | null;

/**
 * The truest way from an entity to each along a body (spec/plugins.md 4.4): the largest sum of the atoms' log-sigmoids over all
 * entities between, x and y among them. Beginnings that bodies share are followed once.
 *
 * @param atoms log σ of each atom but identity, by its number less 1, [entities²].
 */
export function pathsIn(atoms: readonly Float64Array[], entities: number): Follow {
  const identity = identityOf(atoms.length / 2);
  const known = new Map<number, Float64Array | null>();
  const start = (x: number): Float64Array => {
    const row = new Float64Array(entities).fill(-Infinity);
    row[x] = 0;
    return row;
  };
  const next = (before: Float64Array, atom: Float64Array): Float64Array | null => {
    const row = new Float64Array(entities).fill(-Infinity);
    let isReached = false;
    for (let z = 0; z < entities; z++) {
      if (before[z] < LEAST) continue;
      for (let y = 0; y < entities; y++) {
        const sum = before[z] + atom[z * entities + y];
        if (sum > row[y]) row[y] = sum;
        if (sum >= LEAST) isReached = true;
      }
    }
    return isReached ? row : null;
  };
  return (x, body) => {
    let row: Float64Array | null = null;
    let prefix = 0;
    for (const number of body) {
      // Nothing is between an entity and itself.
      if (number === identity) continue;
      prefix = prefix * identity + number;
      const key = prefix * entities + x;
      const found: Float64Array | null | undefined = known.get(key);
      if (found === null) return null;
      row = found ?? next(row ?? start(x), atoms[number - 1]);
      known.set(key, row);
      if (row === null) return null;
    }
    return row ?? start(x);
  };
}

/** How much a path holds, between 0 and 1. */
export const pathScore = (logarithm: number): number =>
  logarithm < LEAST ? 0 : Math.exp(logarithm);
