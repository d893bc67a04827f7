import { groupBy } from "../../../base/group-by.js";
import type { ClaimOf } from "../claim.js";
import { all, sumOf, type Comparison, type Plan, type Reader } from "../comparison.js";
import { correlationOf } from "../rank-correlation.js";
import { minus, ofRole, slotsOf, type Slot } from "../slots.js";

/** Fewer points have no shape. */
const FEWEST = 3;

/** The values of each group, along x, rise, fall, or have their peak where it is claimed. */
export function trend({ operands, params }: ClaimOf<"trend">): Plan {
  const series = groupBy(ofRole(slotsOf(operands), "point"), ({ group }) => group);
  return {
    needed: all,
    comparisons: [...series].flatMap(([group, points]) => {
      const ordered = [...points].sort((a, b) => a.x - b.x);
      if (ordered.length < FEWEST) return [];
      return params.shape === "peak-at"
        ? peak(group, ordered, params.at)
        : [slope(group, ordered, params)];
    }),
  };
}

function peak(at: string, points: readonly Slot[], x: number | undefined): readonly Comparison[] {
  const top = points.find((point) => point.x === x);
  if (top === undefined) return [];
  const others = points.filter((point) => point !== top);
  const leads = others.map((other) => minus(top, other));
  return [
    {
      kind: "contrasts",
      at,
      ways: [leads.map((terms) => ({ terms, bound: 0, strict: true }))],
      value: (read) => {
        const values = leads.map((terms) => sumOf(terms, read));
        return values.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)));
      },
    },
  ];
}

function slope(
  at: string,
  points: readonly Slot[],
  params: ClaimOf<"trend">["params"],
): Comparison {
  const sign = params.shape === "increasing" ? 1 : -1;
  if (params.test === "rank") {
    const places = points.map(({ x, terms }) => ({ place: sign * x, terms }));
    const value = (read: Reader): number | null => correlationOf(places, read);
    return { kind: "rank", at, points: places, minRho: params.minRho ?? 1, value };
  }
  // All pairs, not only neighbours: some points may be missing.
  const steps = points.flatMap((a, i) =>
    points.slice(i + 1).map((b) => (sign === 1 ? minus(b, a) : minus(a, b))),
  );
  return {
    kind: "contrasts",
    at,
    ways: [steps.map((terms) => ({ terms, bound: 0, strict: true }))],
    // From the first to the last point that there is.
    value: (read) => {
      const there = points.filter(({ terms }) => sumOf(terms, read) !== null);
      const [first, last] = [there[0], there[there.length - 1]];
      if (there.length < 2) return null;
      const rise = sumOf(minus(last, first), read);
      return rise === null ? null : sign * rise;
    },
  };
}
