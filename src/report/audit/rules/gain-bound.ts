import { shown, signed } from "../numbers.js";
import { placeOf } from "../paper.js";
import { metricPairs } from "./metric-pairs.js";
import type { Rule } from "./rule.js";

/** Gains over a number that is too low to be true. */
export const gainBound: Rule = {
  about:
    "a gain over a number that another one proves too low is at most what that other one leaves",
  find: (paper) =>
    metricPairs(paper)
      .filter(({ lower, upper }) => lower.value > upper.value)
      .flatMap(({ lower, upper }) =>
        paper.cells.flatMap((cell) => {
          if (cell.deltaBase !== upper.id || cell.delta === undefined || cell.value === null) {
            return [];
          }
          return {
            id: `gain-bound/${cell.id}`,
            category: "sources",
            where: placeOf(cell),
            claim: "the gain is one over a number that can be true",
            verdict: "ambiguous" as const,
            message: `printed ${signed(cell.delta)}; over a number of at least ${shown(lower.value)} it is at most ${signed(cell.value - lower.value)}`,
            cells: [cell.id, upper.id, lower.id],
          };
        }),
      ),
};
