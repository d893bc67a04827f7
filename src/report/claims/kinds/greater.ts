import type { ClaimOf } from "../claim.js";
import { all, most, single, type Plan } from "../comparison.js";
import { meanOfTerms, pairsOf, slotsOf } from "../slots.js";

/** left - right > margin for every pair, for most, or in the mean over a group's items. */
export function greater({ operands, params }: ClaimOf<"greater">): Plan {
  const pairs = pairsOf(slotsOf(operands));
  const { margin, require } = params;
  return {
    needed: require === "most" ? most : all,
    comparisons: [...pairs].flatMap(([group, differences]) =>
      require === "mean"
        ? [single(group, meanOfTerms(differences), margin)]
        : differences.map((terms) => single(group, terms, margin)),
    ),
  };
}
