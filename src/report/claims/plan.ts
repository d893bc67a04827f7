import type { Claim } from "./claim.js";
import type { Plan } from "./comparison.js";
import { bandPattern } from "./kinds/band-pattern.js";
import { bestInColumn } from "./kinds/best-in-column.js";
import { counted } from "./kinds/count.js";
import { deltaAtLeast } from "./kinds/delta-at-least.js";
import { deltaEquals } from "./kinds/delta-equals.js";
import { greater } from "./kinds/greater.js";
import { ratio } from "./kinds/ratio.js";
import { trend } from "./kinds/trend.js";

/**
 * The comparisons that a claim is made of.
 * @param margin differences up to this from a stated number count as none; a claim of sameness has its own.
 */
export function planOf(claim: Claim, margin: number): Plan {
  switch (claim.kind) {
    case "greater":
      return greater(claim);
    case "best-in-column":
      return bestInColumn(claim);
    case "delta-at-least":
      return deltaAtLeast(claim);
    case "delta-equals":
      return deltaEquals(claim, claim.params.tolerance ?? margin);
    case "trend":
      return trend(claim);
    case "ratio":
      return ratio(claim);
    case "band-pattern":
      return bandPattern(claim);
    case "count":
      return counted(claim);
  }
}
