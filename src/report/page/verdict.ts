import type { ReportCell } from "../cell.js";
import type { Interval } from "../statistics/estimate.js";
import { VERDICT_SIGNS } from "../explanation/verdict.js";
import { escaped } from "./markup.js";

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
