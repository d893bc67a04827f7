import type { ClaimOperand } from "./claim.js";
import type { Term } from "./slots.js";

/** Claimed: the sum exceeds the bound, or reaches it where it is not strict. */
export interface Contrast {
  readonly terms: readonly Term[];
  readonly bound: number;
  readonly strict: boolean;
}

/** The value of an operand; null where there is none. */
export type Reader = (operand: ClaimOperand) => number | null;

interface Named {
  /** Its group, item or bands, for people. */
  readonly at: string;
  /** The number that is compared, as a reader sees it: a difference, a lead over the best rival, a ratio, a count. */
  readonly value: (read: Reader) => number | null;
}

/** One of the comparisons that a claim is made of. */
export type Comparison = Named &
  (
    | {
        readonly kind: "contrasts";
        /** It holds if all contrasts of one of the ways do. */
        readonly ways: readonly (readonly Contrast[])[];
        /** Where this sum is not positive, a share of it means nothing. */
        readonly gate?: readonly Term[];
      }
    /** Spearman's correlation of the points with their places is at least minRho. */
    | { readonly kind: "rank"; readonly points: readonly Point[]; readonly minRho: number }
    /** The sum is at least so many of its own standard errors over the seeds. */
    | { readonly kind: "errors"; readonly terms: readonly Term[]; readonly times: number }
    /** It is so, or not; null where an operand is missing. */
    | { readonly kind: "exact"; readonly operands: readonly ClaimOperand[]; readonly holds: Holds }
  );

type Holds = (read: Reader) => boolean | null;

export interface Point {
  /** Ascending where the claim says that values rise, descending where they fall. */
  readonly place: number;
  readonly terms: readonly Term[];
}

/** What a claim comes to. */
export interface Plan {
  readonly comparisons: readonly Comparison[];
  /** How many of so many comparisons have to hold. */
  readonly needed: (comparisons: number) => number;
}

export const all = (comparisons: number): number => comparisons;
export const most = (comparisons: number): number => Math.floor(comparisons / 2) + 1;

/** The sum of the terms; null where an operand is missing. */
export function sumOf(terms: readonly Term[], read: Reader): number | null {
  let sum = 0;
  for (const { operand, weight } of terms) {
    const value = read(operand);
    if (value === null) return null;
    sum += weight * value;
  }
  return sum;
}

/** All operands of a comparison, once each. */
export function operandsOf(comparison: Comparison): readonly ClaimOperand[] {
  const terms = termsOf(comparison).map(({ operand }) => operand);
  return [...new Set(comparison.kind === "exact" ? comparison.operands : terms)];
}

function termsOf(comparison: Comparison): readonly Term[] {
  switch (comparison.kind) {
    case "contrasts":
      return [...comparison.ways.flat().flatMap(({ terms }) => terms), ...(comparison.gate ?? [])];
    case "rank":
      return comparison.points.flatMap(({ terms }) => terms);
    case "errors":
      return comparison.terms;
    case "exact":
      return [];
  }
}

/** A comparison that is one sum against one bound. */
export const single = (
  at: string,
  terms: readonly Term[],
  bound: number,
  strict = true,
): Comparison => ({
  kind: "contrasts",
  at,
  ways: [[{ terms, bound, strict }]],
  value: (read) => sumOf(terms, read),
});
