import type { Random } from "../../src/base/random.js";
import { phiInverse } from "../../src/report/statistics/distributions.js";

/** Draws from the standard normal distribution. */
export const normal =
  (random: Random): (() => number) =>
  () =>
    phiInverse((Math.floor(random.next() * 2 ** 32) + 0.5) / 2 ** 32);
