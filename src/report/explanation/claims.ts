import type { ClaimOutcome, OurComparison } from "../claims/outcome.js";
import { shown, signed } from "../audit/numbers.js";

/** Numbers and phrases that every form of the claims shares. */

/** Kinds whose numbers are differences. */
const SIGNED: readonly ClaimOutcome["kind"][] = [
  "greater",
  "best-in-column",
  "delta-at-least",
  "delta-equals",
  "band-pattern",
];

/** A compared number: a difference with its sign, a ratio or a correlation without one, a count without decimals. */
export function numberText(kind: ClaimOutcome["kind"], value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1) return shown(value, 0);
  return SIGNED.includes(kind) ? signed(value) : shown(value);
}

/** "+0.36 to +0.60"; one number where both are the same; empty where there is none. */
export function rangeText(
  kind: ClaimOutcome["kind"],
  range: readonly [low: number, high: number] | null,
): string {
  if (range === null) return "";
  const [low, high] = range.map((value) => numberText(kind, value));
  return low === high ? low : `${low} to ${high}`;
}

/** "holds: 4 of 4, +0.36 to +0.60": the paper's printed numbers. */
export function paperText({ kind, paper }: ClaimOutcome): string {
  const { verdict, held, known, comparisons, range } = paper;
  const printed = known < comparisons ? ` (${known} of ${comparisons} can be told)` : "";
  const counts = known === 0 ? "" : `${held} of ${known} as claimed${printed}`;
  return [verdict, [counts, rangeText(kind, range)].filter((each) => each !== "").join(", ")]
    .filter((each) => each !== "")
    .join(": ");
}

/** "inconclusive: 3 of 4 as claimed, −0.10 to +0.60, 5 seeds; noise leaves both open". */
export function oursText({ kind, ours }: ClaimOutcome): string {
  const { verdict, why, held, measured, range, seeds, leftOut, lacks } = ours;
  const facts = [
    ...(measured === 0 ? [] : [`${held} of ${measured} as claimed`, rangeText(kind, range)]),
    ...(seeds === null || seeds === 0 ? [] : [seeds === 1 ? "1 seed" : `${seeds} seeds`]),
  ].filter((each) => each !== "");
  const without =
    lacks.length === 0 || ours.comparisons === 0
      ? []
      : [`${leftOut > 0 ? `${leftOut} left out, ` : ""}without ${lacks.join("; ")}`];
  return [
    facts.length === 0 ? verdict : `${verdict}: ${facts.join(", ")}`,
    ...(why === null ? [] : [why]),
    ...without,
  ].join("; ");
}

/** "± 0.35 seeds, ± 0.41 documents": halves of 95 % intervals. */
export function spreadText({ spread }: OurComparison): string {
  if (spread === null) return "";
  const parts = [`± ${shown(spread.seeds)} seeds`];
  if (spread.documents !== null) parts.push(`± ${shown(spread.documents)} documents`);
  return parts.join(", ");
}
