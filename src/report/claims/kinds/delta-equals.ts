import { groupBy } from "../../../base/group-by.js";
import type { ClaimOf } from "../claim.js";
import {
  all,
  sumOf,
  type Comparison,
  type Contrast,
  type Plan,
  type Reader,
} from "../comparison.js";
import { meanOfTerms, minus, ofRole, pairsOf, slotsOf, type Term, scaled } from "../slots.js";

type Sum = readonly Term[];

/**
 * left - right is the stated number, within the margin: of each pair, of the mean over items, of the smallest and
 * largest over items, or of the distance of the farthest points.
 */
export function deltaEquals({ operands, params }: ClaimOf<"delta-equals">, margin: number): Plan {
  const slots = slotsOf(operands);
  const { over, deltas } = params;
  if (over === "range") {
    const groups = groupBy(ofRole(slots, "point"), ({ group }) => group);
    return {
      needed: all,
      comparisons: [...groups].flatMap(([group, points]) => {
        const distances = points.flatMap((a) =>
          points.filter((b) => b !== a).map((b) => minus(a, b)),
        );
        const stated = numberOf(deltas, group);
        return distances.length === 0 ? [] : [extreme(group, distances, stated, margin, 1)];
      }),
    };
  }
  return {
    needed: all,
    comparisons: [...pairsOf(slots)].flatMap(([group, sums]): readonly Comparison[] => {
      if (over === "extremes") {
        const [low = null, high = null] = listOf(deltas, group);
        return [
          ...(low === null ? [] : [extreme(`${group} min`, sums, low, margin, -1)]),
          ...(high === null ? [] : [extreme(`${group} max`, sums, high, margin, 1)]),
        ];
      }
      const own = over === "mean" ? [meanOfTerms(sums)] : sums;
      const stated = numberOf(deltas, group);
      return own.map((terms) => ({
        kind: "contrasts",
        at: group,
        ways: [[above(terms, stated - margin), below(terms, stated + margin)]],
        value: (read) => sumOf(terms, read),
      }));
    }),
  };
}

const above = (terms: Sum, bound: number): Contrast => ({ terms, bound, strict: false });
const below = (terms: Sum, bound: number): Contrast => above(scaled(terms, -1), -bound);

/** The largest (sign 1) or smallest (-1) of the sums is the stated number: none is beyond it, and one reaches it. */
function extreme(
  at: string,
  sums: readonly Sum[],
  stated: number,
  margin: number,
  sign: 1 | -1,
): Comparison {
  const within = sums.map((terms) =>
    sign === 1 ? below(terms, stated + margin) : above(terms, stated - margin),
  );
  const reaching = sums.map((terms) =>
    sign === 1 ? above(terms, stated - margin) : below(terms, stated + margin),
  );
  return {
    kind: "contrasts",
    at,
    // Distances of points are positive one way round: a bound that is none needs no point that reaches it.
    ways: sign === 1 && stated <= margin ? [within] : reaching.map((each) => [...within, each]),
    value: (read: Reader) =>
      sums
        .map((terms) => sumOf(terms, read))
        .reduce((a, b) => (a === null || b === null ? null : sign * Math.max(sign * a, sign * b))),
  };
}

type Deltas = ClaimOf<"delta-equals">["params"]["deltas"];

function numberOf(deltas: Deltas, group: string): number {
  const stated = deltas[group];
  if (typeof stated === "number") return stated;
  throw new TypeError(`Expected a stated number for ${group}`);
}

function listOf(deltas: Deltas, group: string): readonly (number | null)[] {
  const stated = deltas[group];
  if (typeof stated === "object") return stated;
  throw new TypeError(`Expected a smallest and a largest number for ${group}`);
}
