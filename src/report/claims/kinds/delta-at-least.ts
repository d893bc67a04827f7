import type { ClaimOf } from "../claim.js";
import { all, single, sumOf, type Comparison, type Plan } from "../comparison.js";
import { pairsOf, slotsOf } from "../slots.js";

/** left - right is at least so many points, or so many of its standard errors over the seeds. */
export function deltaAtLeast({ operands, params }: ClaimOf<"delta-at-least">): Plan {
  const { delta, unit } = params;
  return {
    needed: all,
    comparisons: [...pairsOf(slotsOf(operands))].flatMap(([at, differences]) =>
      differences.map((terms): Comparison =>
        unit === "points"
          ? single(at, terms, delta, false)
          : { kind: "errors", at, terms, times: delta, value: (read) => sumOf(terms, read) },
      ),
    ),
  };
}
