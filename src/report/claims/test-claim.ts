import type { ProfileId } from "../../contract/train-spec.js";
import { VERDICT_SETTINGS } from "../verdicts/settings.js";
import { plural } from "../../base/text/plural.js";
import type { Claim } from "./claim.js";
import { operandsOf, type Comparison, type Plan } from "./comparison.js";
import { NOTHING_KEPT, type KeptNumbers, type Measures } from "./measured.js";
import { holdsOn, printedReading, ROUNDING } from "./on-points.js";
import type { ClaimOutcome, ComparisonOutcome, OurOutcome } from "./outcome.js";
import { planOf } from "./plan.js";
import { possibleIn } from "./possible.js";
import { LEVEL, testComparison, type Tested } from "./test-comparison.js";
import type { Printed } from "./printed.js";

/** What the paper's printed numbers and ours say of a claim. @param kept see `estimateOf`. */
export function testClaim(
  claim: Claim,
  printed: Printed,
  measures: Measures,
  profile: ProfileId,
  kept: KeptNumbers = NOTHING_KEPT,
): ClaimOutcome {
  const { id, where, statement, kind, origin, scale, items, reading = null, note = null } = claim;
  const { claim: possible, lacks } = possibleIn(claim, measures);
  const { margin, paperSeeds } = VERDICT_SETTINGS;
  const plan = planOf(possible, margin);
  const againstPaper = claim.kind === "delta-equals" && claim.params.tolerance === null;
  const isOtherScale = scale === "paper" && profile !== "paper";
  const tested = isOtherScale
    ? new Map<string, Tested>()
    : new Map(
        plan.comparisons.map((comparison) => [
          comparison.at,
          testComparison(comparison, measures, againstPaper ? paperSeeds : null, kept),
        ]),
      );
  const whole = planOf(claim, ROUNDING);
  const ours = isOtherScale
    ? { ...NOTHING, why: `speaks of numbers at the paper's scale; this is profile ${profile}` }
    : outcomeOf(plan, tested, measures, whole.comparisons.length, lacks);
  return {
    ...{ id, where, statement, kind, origin, scale, items, reading, note },
    paper: printedReading(claim, printed.operand, printed.cell),
    ours,
    comparisons: whole.comparisons.map((comparison): ComparisonOutcome => {
      const value = comparison.value(printed.operand);
      return {
        at: comparison.at,
        paper: value === null ? null : { value, holds: holdsOn(comparison, printed.operand) },
        ours: tested.get(comparison.at)?.ours ?? null,
      };
    }),
    cells: [...new Set(claim.operands.flatMap(({ cell }) => cell ?? []))],
  };
}

const NOTHING: OurOutcome = {
  verdict: "not testable here",
  why: null,
  comparisons: 0,
  measured: 0,
  held: 0,
  leftOut: 0,
  lacks: [],
  seeds: null,
  range: null,
  decisive: null,
};

function outcomeOf(
  { comparisons, needed }: Plan,
  tested: ReadonlyMap<string, Tested>,
  measures: Measures,
  whole: number,
  lacks: readonly string[],
): OurOutcome {
  const total = comparisons.length;
  if (total === 0) {
    return { ...NOTHING, leftOut: whole, lacks, why: `needs ${lacks.join("; ")}` };
  }
  const all = [...tested].map(([at, { evidence, ours }]) => ({ at, evidence, ours }));
  const byFor = [...all].sort((a, b) => a.evidence.for - b.evidence.for);
  const byAgainst = [...all].sort((a, b) => a.evidence.against - b.evidence.against);
  // At least u of N: partial conjunction, with Bonferroni's correction since comparisons share runs and documents.
  const u = needed(total);
  const holds = (total - u + 1) * byFor[u - 1].evidence.for < LEVEL;
  const v = total - u + 1;
  const fails = (total - v + 1) * byAgainst[v - 1].evidence.against < LEVEL;
  const there = all.flatMap(({ ours }) => ours ?? []);
  const values = there.map(({ value }) => value);
  const found = {
    comparisons: total,
    measured: there.length,
    held: there.filter((each) => each.holds).length,
    leftOut: whole - total,
    lacks,
    seeds: there.length === 0 ? null : Math.min(...there.map(({ seeds }) => seeds)),
    range: values.length === 0 ? null : ([Math.min(...values), Math.max(...values)] as const),
    decisive: (fails ? byAgainst[v - 1] : byFor[u - 1]).at,
  };
  if (holds || fails) return { ...found, verdict: holds ? "holds" : "fails", why: null };
  if (there.length < total) {
    return {
      ...found,
      verdict: "not testable here",
      why: missingText(comparisons, measures, total - there.length),
    };
  }
  return { ...found, verdict: "inconclusive", why: openText(there) };
}

/** "no result yet for 3 of 8 comparisons: table4". */
function missingText(
  comparisons: readonly Comparison[],
  measures: Measures,
  missing: number,
): string {
  const whys = comparisons.flatMap(operandsOf).flatMap((operand) => {
    const measured = measures(operand);
    return measured.kind === "missing" ? [measured.why] : [];
  });
  const of =
    comparisons.length === missing
      ? ""
      : ` for ${missing} of ${plural(comparisons.length, "comparison")}`;
  const distinct = [...new Set(whys)].sort();
  return `no result yet${of}: ${distinct.length === 0 ? "no seed in common" : distinct.join(", ")}`;
}

function openText(there: readonly NonNullable<ComparisonOutcome["ours"]>[]): string {
  if (there.some(({ seeds }) => seeds === 1)) {
    return "one seed says nothing of how much the next would differ";
  }
  const parts = there.flatMap(({ spread }) => spread ?? []);
  const most = parts.every(({ seeds, documents }) => documents !== null && documents > seeds);
  return parts.length > 0 && most
    ? "the documents' part is the larger: more seeds help little"
    : "noise leaves both open: more seeds may decide";
}
