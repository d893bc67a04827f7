import { groupBy } from "../../../base/group-by.js";
import type { ClaimOf } from "../claim.js";
import { all, single, type Comparison, type Plan } from "../comparison.js";
import { meanOfTerms, minus, ofRole, slotsOf, type Slot, type Term, scaled } from "../slots.js";

/** Each of some frequency bands exceeds each of others, by its values or its gains, in every group or in their mean. */
export function bandPattern({ operands, params }: ClaimOf<"band-pattern">): Plan {
  const { on, larger, smaller, over } = params;
  const groups = [...groupBy(slotsOf(operands), ({ group }) => group)].map(
    ([group, members]) => [group, bandsOf(members, on)] as const,
  );
  const pairs = larger.flatMap((high) => smaller.map((low) => [high, low] as const));
  const comparisons = pairs.flatMap(([high, low]): readonly Comparison[] => {
    const differences = groups.flatMap(([group, bands]) => {
      const [a, b] = [bands.get(high), bands.get(low)];
      return a === undefined || b === undefined ? [] : [{ group, terms: difference(a, b) }];
    });
    const name = `${high} - ${low}`;
    if (differences.length === 0) return [];
    return over === "mean"
      ? [single(name, meanOfTerms(differences.map(({ terms }) => terms)), 0)]
      : differences.map(({ group, terms }) => single(`${group} ${name}`, terms, 0));
  });
  return { needed: all, comparisons };
}

type Sum = readonly Term[];

const difference = (a: Sum, b: Sum): Sum => [...a, ...scaled(b, -1)];

/** The value or the gain of each band. */
function bandsOf(members: readonly Slot[], on: "value" | "delta"): ReadonlyMap<string, Sum> {
  const rights = new Map(ofRole(members, "right").map((slot) => [slot.band, slot]));
  return new Map(
    ofRole(members, "left").flatMap((left): readonly (readonly [string, Sum])[] => {
      if (on === "value") return [[left.band, left.terms]];
      const right = rights.get(left.band);
      return right === undefined ? [] : [[left.band, minus(left, right)]];
    }),
  );
}
