import type { ClaimOf, ClaimOperand } from "../claim.js";
import {
  all,
  sumOf,
  type Comparison,
  type Contrast,
  type Plan,
  type Reader,
} from "../comparison.js";
import { pairsOf, slotsOf, scaled } from "../slots.js";

/** How many data sets are scored, where left is below right, or what documents and labels come to. */
export function counted({ operands, params }: ClaimOf<"count">): Plan {
  switch (params.what) {
    case "data-sets-scored":
      return { needed: all, comparisons: [sets(operands, params.count)] };
    case "left-below-right":
      return { needed: all, comparisons: [below(operands, params.groups)] };
    case "values": {
      const byCell = new Map(operands.map((operand) => [operand.cell ?? "", operand]));
      const sumOfCells = (at: string, cells: readonly string[], stated: number): Comparison => {
        const own = cells.flatMap((cell) => byCell.get(cell) ?? []);
        const value = (read: Reader): number | null =>
          own.length < cells.length
            ? null
            : sumOf(
                own.map((operand) => ({ operand, weight: 1 })),
                read,
              );
        return exact(at, own, value, stated);
      };
      return {
        needed: all,
        comparisons: [
          ...Object.entries(params.counts)
            .filter(([cell]) => byCell.has(cell))
            .map(([cell, stated]) => sumOfCells(cell, [cell], stated)),
          ...params.sums
            .filter(({ of }) => of.every((cell) => byCell.has(cell)))
            .map(({ of, total }) => sumOfCells("sum", of, total)),
        ],
      };
    }
  }
}

const exact = (
  at: string,
  operands: readonly ClaimOperand[],
  value: (read: Reader) => number | null,
  stated: number,
): Comparison => ({
  kind: "exact",
  at,
  operands,
  value,
  holds: (read) => {
    const found = value(read);
    return found === null ? null : found === stated;
  },
});

const sets = (operands: readonly ClaimOperand[], stated: number): Comparison =>
  exact(
    "data sets",
    operands,
    (read) => {
      const scored = operands.filter((operand) => read(operand) !== null);
      return scored.length < operands.length ? null : scored.length;
    },
    stated,
  );

/** Exactly the named groups have left below right. */
function below(operands: readonly ClaimOperand[], groups: readonly string[]): Comparison {
  const pairs = [...pairsOf(slotsOf(operands))].flatMap(([group, sums]) =>
    sums.map((terms) => ({ group, terms })),
  );
  const contrasts = pairs.map(({ group, terms }): Contrast => {
    const isBelow = groups.includes(group);
    return {
      terms: isBelow ? scaled(terms, -1) : terms,
      bound: 0,
      strict: isBelow,
    };
  });
  return {
    kind: "contrasts",
    at: "left below right",
    ways: [contrasts],
    value: (read) => {
      const differences = pairs.map(({ terms }) => sumOf(terms, read));
      return differences.includes(null)
        ? null
        : differences.filter((difference) => difference !== null && difference < 0).length;
    },
  };
}
