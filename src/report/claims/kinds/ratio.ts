import { groupBy } from "../../../base/group-by.js";
import type { ClaimOf } from "../claim.js";
import { all, sumOf, type Comparison, type Plan } from "../comparison.js";
import { meanOfTerms, ofRole, slotsOf, scaled } from "../slots.js";

/** left / right is at most, or at least, a number; several items of a group are averaged first. */
export function ratio({ operands, params }: ClaimOf<"ratio">): Plan {
  const groups = groupBy(slotsOf(operands), ({ group }) => group);
  // left ≤ r right, without a division: linear in the values, so that its error is known.
  const sign = params.op === "<=" ? -1 : 1;
  return {
    needed: all,
    comparisons: [...groups].flatMap(([at, members]): readonly Comparison[] => {
      const [left, right] = ["left", "right"].map((role) => {
        const sums = ofRole(members, role).map(({ terms }) => terms);
        return meanOfTerms(sums);
      });
      if (left.length === 0 || right.length === 0) return [];
      const terms = [...scaled(left, sign), ...scaled(right, -sign * params.ratio)];
      return [
        {
          kind: "contrasts",
          at,
          ways: [[{ terms, bound: 0, strict: false }]],
          gate: right,
          value: (read) => {
            const [above, below] = [sumOf(left, read), sumOf(right, read)];
            return above === null || below === null ? null : above / below;
          },
        },
      ];
    }),
  };
}
