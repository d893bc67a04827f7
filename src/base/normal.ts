import type { Random } from "./random.js";

/** A standard normal number (Box and Muller), from two of the source's. */
export const nextNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
