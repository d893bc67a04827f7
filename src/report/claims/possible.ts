import type { Claim, ClaimOperand } from "./claim.js";
import type { Measures } from "./measured.js";

/** A claim without what a profile cannot have, and why it cannot. */
export interface Possible {
  readonly claim: Claim;
  readonly lacks: readonly string[];
}

/**
 * Takes out what never comes in this profile, with all that is compared with it item by item: a gain without its base
 * is none, and a mean over models is taken over those that are there on both sides.
 */
export function possibleIn(claim: Claim, measures: Measures): Possible {
  const gone = new Map<string, string>();
  for (const operand of claim.operands) {
    const measured = measures(operand);
    if (measured.kind === "never") gone.set(placeOf(operand), measured.why);
  }
  const operands = claim.operands.filter((operand) => !gone.has(placeOf(operand)));
  return { claim: { ...claim, operands }, lacks: [...new Set(gone.values())] };
}

/** What stands or falls together. */
const placeOf = ({ group, item, band, x }: ClaimOperand): string =>
  JSON.stringify([group, item, band, x]);
