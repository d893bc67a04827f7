import { type Comparison, type Contrast, type Reader, operandsOf, sumOf } from "./comparison.js";
import {
  certain,
  estimateOf,
  evidenceOf,
  NO_EVIDENCE,
  type ContrastEstimate,
  type Evidence,
} from "./estimate.js";
import { commonSeeds, NOTHING_KEPT, type KeptNumbers, type Measures } from "./measured.js";
import { holdsOn } from "./on-points.js";
import type { OurComparison } from "./outcome.js";
import { rankEvidence } from "./rank-evidence.js";
import { meanOf } from "../statistics/sample.js";
import type { Term } from "./slots.js";

/** Below this one-sided p something counts as shown: what lies outside a 95 % interval on that side. */
export const LEVEL = 0.025;

/** A standard error of fewer seeds says nothing. */
const FEWEST_FOR_ERRORS = 3;

export interface Tested {
  readonly evidence: Evidence;
  /** null where an operand has no result, or operands have no seed in common. */
  readonly ours: OurComparison | null;
}

/** @param paperSeeds @param kept see {@link estimateOf}. */
export function testComparison(
  comparison: Comparison,
  measures: Measures,
  paperSeeds: number | null,
  kept: KeptNumbers = NOTHING_KEPT,
): Tested {
  const evidence = evidenceFor(comparison, measures, paperSeeds, kept);
  const { p, decisive } = evidence;
  const operands = operandsOf(comparison);
  const seeds = commonSeeds(operands, measures);
  const isThere = operands.every(
    (operand) => !["missing", "never"].includes(measures(operand).kind),
  );
  if (!isThere || seeds?.length === 0) return { evidence: p, ours: null };
  const read = readerOf(measures, seeds);
  const value = comparison.value(read);
  if (value === null) return { evidence: p, ours: null };
  const holds = comparison.kind === "errors" ? p.for < LEVEL : holdsOn(comparison, read) === true;
  const scale = 1 / Math.abs(scaleOf(comparison, read));
  const spread = decisive?.spread ?? null;
  return {
    evidence: p,
    ours: {
      value,
      holds,
      seeds: seeds?.length ?? 0,
      spread: spread === null ? null : scaled(spread, scale),
      p,
    },
  };
}

/** Means over these seeds; null where there is no result. */
const readerOf =
  (measures: Measures, seeds: readonly number[] | null): Reader =>
  (operand) => {
    const measured = measures(operand);
    if (measured.kind === "exact") return measured.value;
    if (measured.kind !== "seeds") return null;
    return meanOf((seeds ?? []).map((seed) => measured.values.get(seed) ?? NaN));
  };

/** The halves of a ratio's interval, from those of left - ratio × right. */
const scaleOf = (comparison: Comparison, read: Reader): number =>
  comparison.kind === "contrasts" && comparison.gate !== undefined
    ? (sumOf(comparison.gate, read) ?? 1)
    : 1;

const scaled = (
  { seeds, documents, both, df }: NonNullable<ContrastEstimate["spread"]>,
  scale: number,
): OurComparison["spread"] => ({
  seeds: seeds * scale,
  documents: documents === null ? null : documents * scale,
  both: both * scale,
  df,
});

interface Weighed {
  readonly p: Evidence;
  /** Of the contrast that decides. */
  readonly decisive: ContrastEstimate | null;
}

const UNKNOWN: Weighed = { p: NO_EVIDENCE, decisive: null };

function evidenceFor(
  comparison: Comparison,
  measures: Measures,
  paperSeeds: number | null,
  kept: KeptNumbers,
): Weighed {
  const estimate = (terms: readonly Term[]): ContrastEstimate | null =>
    terms.some(({ operand }) => ["missing", "never"].includes(measures(operand).kind))
      ? null
      : estimateOf(terms, measures, paperSeeds, kept);
  switch (comparison.kind) {
    case "contrasts": {
      const { ways, gate } = comparison;
      const gated = gate === undefined ? null : estimate(gate);
      // A share of a gain that may be none says nothing.
      if (gate !== undefined && (gated === null || evidenceOf(gated, 0, true).for >= LEVEL)) {
        return { p: NO_EVIDENCE, decisive: ways.length > 0 ? estimate(ways[0][0].terms) : null };
      }
      return weigh(ways.map((contrasts) => contrasts.map((each) => weighed(each, estimate))));
    }
    case "rank": {
      const p = rankEvidence(comparison.points, comparison.minRho, measures, kept);
      return { p, decisive: null };
    }
    case "errors": {
      const found = estimate(comparison.terms);
      if (!found?.spread || found.n < FEWEST_FOR_ERRORS) return UNKNOWN;
      const holds = found.value >= comparison.times * found.spread.seedError;
      return { p: certain(holds), decisive: found };
    }
    case "exact": {
      const read = readerOf(measures, commonSeeds(comparison.operands, measures));
      const holds = comparison.holds(read);
      if (holds === null) return UNKNOWN;
      return { p: certain(holds), decisive: null };
    }
  }
}

const weighed = (
  { terms, bound, strict }: Contrast,
  estimate: (terms: readonly Term[]) => ContrastEstimate | null,
): Weighed => {
  const found = estimate(terms);
  return found === null ? UNKNOWN : { p: evidenceOf(found, bound, strict), decisive: found };
};

/**
 * It holds if all contrasts of one way do: the largest p of a way, and the smallest way, times the number of ways that
 * were tried. It fails if every way has a contrast that fails: likewise.
 */
function weigh(ways: readonly (readonly Weighed[])[]): Weighed {
  const best = ways.map((contrasts) => ({
    weakest: contrasts.reduce((a, b) => (b.p.for > a.p.for ? b : a)),
    against: Math.min(1, contrasts.length * Math.min(...contrasts.map(({ p }) => p.against))),
  }));
  const first = best.reduce((a, b) => (b.weakest.p.for < a.weakest.p.for ? b : a));
  return {
    p: {
      for: Math.min(1, best.length * first.weakest.p.for),
      against: Math.max(...best.map(({ against }) => against)),
    },
    decisive: first.weakest.decisive,
  };
}
