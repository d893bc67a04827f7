import type { Claim } from "./claim.js";
import { sumOf, type Comparison, type Contrast, type Plan, type Reader } from "./comparison.js";
import { correlationOf } from "./rank-correlation.js";
import { planOf } from "./plan.js";

/** What numbers without any spread say of a claim. Cannot tell: a number that is not there could change it. */
export type PointVerdict = "holds" | "fails" | "cannot tell";

/** A claim read from numbers alone. */
export interface PointReading {
  readonly verdict: PointVerdict;
  readonly comparisons: number;
  /** How many of them the numbers decide, and how many of those go as claimed. */
  readonly known: number;
  readonly held: number;
  /** Smallest and largest of what is compared: differences, leads over the best rival, ratios, counts, correlations. */
  readonly range: readonly [low: number, high: number] | null;
  /** Comparisons that go against the claim. */
  readonly exceptions: readonly { readonly at: string; readonly value: number | null }[];
}

/** Computed numbers of two decimals are equal up to this. */
const HAIR = 1e-9;
/** What two decimals leave open. */
export const ROUNDING = 0.005;

/**
 * Whether the paper's own printed numbers support a claim. Three-valued: it holds or fails only if no number that is
 * not printed could change that. Numbers that the text repeats from cells have to be those of the cells.
 *
 * @param read the printed number of an operand. @param cell the printed number of a cell.
 */
export function printedReading(
  claim: Claim,
  read: Reader,
  cell: (id: string) => number | null,
): PointReading {
  const reading = readingOf(planOf(claim, ROUNDING), read);
  const wrong = (claim.stated ?? []).filter((stated) => cell(stated.cell) !== stated.value);
  if (wrong.length === 0) return reading;
  const exceptions = wrong.map(({ cell: at, value }) => ({ at, value }));
  return { ...reading, verdict: "fails", exceptions: [...reading.exceptions, ...exceptions] };
}

/** What numbers alone say of a claim's comparisons. */
export function readingOf({ comparisons, needed }: Plan, read: Reader): PointReading {
  const results = comparisons.map((comparison) => ({
    at: comparison.at,
    value: comparison.value(read),
    holds: holdsOn(comparison, read),
  }));
  const total = comparisons.length;
  const held = results.filter(({ holds }) => holds === true).length;
  const known = results.filter(({ holds }) => holds !== null).length;
  const values = results.flatMap(({ value }) => value ?? []);
  return {
    verdict: verdictOf(held, known - held, total, needed(total)),
    comparisons: total,
    known,
    held,
    range: values.length === 0 ? null : [Math.min(...values), Math.max(...values)],
    exceptions: results
      .filter(({ holds }) => holds === false)
      .map(({ at, value }) => ({ at, value })),
  };
}

function verdictOf(held: number, failed: number, total: number, needed: number): PointVerdict {
  if (total === 0) return "cannot tell";
  if (held >= needed) return "holds";
  return failed > total - needed ? "fails" : "cannot tell";
}

/** Whether a comparison goes as claimed; null where a number that is not there could change it. */
export function holdsOn(comparison: Comparison, read: Reader): boolean | null {
  switch (comparison.kind) {
    case "contrasts": {
      const { ways, gate } = comparison;
      if (gate !== undefined && !((sumOf(gate, read) ?? 0) > 0)) return null;
      const results = ways.map((contrasts) => contrasts.map((each) => contrastHolds(each, read)));
      if (results.some((way) => way.every((each) => each === true))) return true;
      return results.every((way) => way.includes(false)) ? false : null;
    }
    case "rank": {
      const rho = correlationOf(comparison.points, read);
      return rho === null ? null : rho >= comparison.minRho - HAIR;
    }
    case "errors":
      // Numbers without a spread have no standard error.
      return null;
    case "exact":
      return comparison.holds(read);
  }
}

function contrastHolds({ terms, bound, strict }: Contrast, read: Reader): boolean | null {
  const sum = sumOf(terms, read);
  if (sum === null) return null;
  return strict ? sum > bound + HAIR : sum >= bound - HAIR;
}
