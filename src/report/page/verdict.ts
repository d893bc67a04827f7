import type { ReportCell } from "../cell.js";
import type { Interval } from "../statistics/estimate.js";
import type { Verdict, VerdictKind } from "../verdicts/verdict.js";
import { VERDICT_MARKS } from "../formats/verdict-text.js";
import { escaped } from "./markup.js";

/** A sign of its own for each verdict, so that none is told by colour alone. */
export const VERDICT_SIGNS: Readonly<Record<VerdictKind, string>> = {
  ...VERDICT_MARKS,
  quoted: "“",
  missing: "–",
};

/** The verdict as a cell shows it; nothing where there is none, and where the cell says so already. */
export function verdictSign({ verdict }: ReportCell): string {
  if (verdict === null || verdict.kind === "missing") return "";
  const { kind } = verdict;
  const more =
    kind === "inconclusive" && verdict.seeds !== null
      ? ` +${verdict.seeds}`
      : kind === "undecidable"
        ? ` ±${verdict.margin.toFixed(2)}`
        : "";
  return `<span class="verdict ${kind}">${VERDICT_SIGNS[kind]} ${kind}${escaped(more)}</span>`;
}

/** Where a mean of the paper's seeds would fall by ours; null where no spread is known. */
export const bandOf = ({ judgement }: ReportCell): Interval | null =>
  judgement?.panel?.prediction.interval ?? null;

/** A verdict in a sentence, with what would decide it. */
export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case "equivalent":
      return `equivalent: the same number within ±${verdict.margin}`;
    case "different":
      return `different (p = ${verdict.p.toPrecision(2)}, corrected for the table)`;
    case "inconclusive":
      return verdict.seeds === null
        ? "inconclusive: more seeds may decide; no number can be named"
        : `inconclusive: ${verdict.seeds} more seeds decide${verdict.hours === null ? "" : ` (${timeText(verdict.hours)})`}`;
    case "undecidable":
      return `undecidable: the paper's own seeds leave too much; ±${verdict.margin.toFixed(2)} is the smallest margin that could be decided`;
    case "missing":
      return "missing: there is no number of ours yet";
    case "quoted":
      return "quoted: the paper copied this number from elsewhere, so that it is no test of a run";
    case "suspect":
      return "suspect: other printed numbers contradict this one";
  }
}

/** "40 minutes", "6.5 hours". */
const timeText = (hours: number): string =>
  hours < 1.5 ? `${Math.max(1, Math.round(hours * 60))} minutes` : `${hours.toFixed(1)} hours`;
