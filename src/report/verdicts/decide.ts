import type { Estimate } from "../statistics/estimate.js";
import { beyond, tost } from "../statistics/equivalence.js";

/** A difference between our mean and the printed one, as far as it is known. */
export interface Difference extends Estimate {
  /** Half a unit of the last printed digit: so far may the printed number be off. */
  readonly rounding: number;
}

/** p of both tests: that the difference is within the margin, and that it is beyond. At most one can be small. */
export function pValues(
  { value, se, df, rounding }: Difference,
  margin: number,
): { readonly equivalent: number; readonly different: number } {
  // Runs that all agree have no deviation; the test then compares numbers.
  const known = { value, se: Math.max(se, 1e-9), df };
  const far = { ...known, value: Math.abs(value) + rounding };
  return {
    equivalent: tost(far, [-margin, margin]).p,
    different: beyond(known, margin + rounding),
  };
}
