import type { Claim } from "./claim.js";
import type { PointReading } from "./on-points.js";

/** What our runs say of a claim, and what each means. */
export const CLAIM_VERDICTS = {
  holds: "so many of its comparisons as it needs are as claimed, beyond noise",
  fails: "more of its comparisons than it allows go the other way, beyond noise",
  inconclusive: "seeds and documents leave both open",
  "not testable here": "needs what this profile does not have, or results that are not there yet",
} as const;
export type ClaimVerdict = keyof typeof CLAIM_VERDICTS;

/** A claim with the paper's reading and ours. Plain data: every output is a function of it. */
export interface ClaimOutcome extends Pick<
  Claim,
  "id" | "where" | "statement" | "kind" | "origin" | "scale" | "items"
> {
  readonly reading: string | null;
  readonly note: string | null;
  /** What the paper's printed numbers alone say. */
  readonly paper: PointReading;
  readonly ours: OurOutcome;
  /** Side by side, in the order of the claim; of ours those that this profile cannot have are null. */
  readonly comparisons: readonly ComparisonOutcome[];
  /** Cells that it rests on. */
  readonly cells: readonly string[];
}

export interface OurOutcome {
  readonly verdict: ClaimVerdict;
  /** Why it is not holds or fails; null where it is. */
  readonly why: string | null;
  /** Of so many comparisons that this profile can make, so many have results, of which so many go as claimed. */
  readonly comparisons: number;
  readonly measured: number;
  readonly held: number;
  /** Comparisons that are left out since this profile cannot make them, and why. */
  readonly leftOut: number;
  readonly lacks: readonly string[];
  /** Seeds of the comparison with the fewest; 0 where nothing depends on seeds; null where nothing is measured. */
  readonly seeds: number | null;
  /** Smallest and largest of what is compared. */
  readonly range: readonly [low: number, high: number] | null;
  /** The place of the comparison that decides: for a claim that holds the weakest, for one that fails the strongest against it. */
  readonly decisive: string | null;
}

export interface ComparisonOutcome {
  readonly at: string;
  /** As the paper prints it; null where it does not. */
  readonly paper: { readonly value: number; readonly holds: boolean | null } | null;
  readonly ours: OurComparison | null;
}

/** One comparison of ours. */
export interface OurComparison {
  readonly value: number;
  /** Whether the means go as claimed. */
  readonly holds: boolean;
  readonly seeds: number;
  /** Halves of 95 % intervals; null for one seed, and for what is no sum of values. */
  readonly spread: {
    readonly seeds: number;
    /** null where documents were not counted for this measure, or do not matter. */
    readonly documents: number | null;
    readonly both: number;
    readonly df: number;
  } | null;
  /** One-sided: how improbable this is if the comparison does not hold, and if it does. */
  readonly p: { readonly for: number; readonly against: number };
}
