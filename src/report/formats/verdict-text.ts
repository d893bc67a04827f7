import { plural } from "../../base/text/plural.js";
import type { ReportCell } from "../cell.js";
import { VERDICT_SIGNS } from "../explanation/verdict.js";
import type { ReportTable } from "../table.js";
import { summaryOf, type GroupPooling, type VerdictSummary } from "../verdicts/summary.js";
import type { VerdictKind } from "../verdicts/verdict.js";

/** The sign of a verdict beside the printed number; a quoted number and a missing one say so themselves. */
export const verdictMark = ({ verdict }: Pick<ReportCell, "verdict">): string =>
  verdict === null || !isMarked(verdict.kind) ? "" : VERDICT_SIGNS[verdict.kind];

/**
 * What stands above a table: its verdicts in numbers, how far they hang on the criterion, and what is unfinished; empty
 * where no cell has a verdict.
 */
export function verdictLines({ list }: ReportTable): readonly string[] {
  const summary = summaryOf(list);
  if (summary === null) return [];
  const { halfTrained, oneSeed, reproduced } = summary;
  const unfinished = unfinishedText(halfTrained, oneSeed);
  return [
    `verdict: ${countsText(summary)}`,
    ...(reproduced.of === 0
      ? []
      : [
          `over all criteria ${rangeText(reproduced)} of ${plural(reproduced.of, "tested cell")} reproduced`,
        ]),
    ...(unfinished === "" ? [] : [unfinished]),
  ];
}

/** "unfinished: 2 cells half-trained, 1 cell of one seed: no spread"; empty where all are whole. */
export function unfinishedText(halfTrained: number, oneSeed: number): string {
  const parts = [
    ...(halfTrained === 0 ? [] : [`${plural(halfTrained, "cell")} half-trained`]),
    ...(oneSeed === 0 ? [] : [`${plural(oneSeed, "cell")} of one seed: no spread`]),
  ];
  return parts.length === 0 ? "" : `unfinished: ${parts.join(", ")}`;
}

/** "12 equivalent within ±0.5, 1 different, 5 undecidable (decidable at ±0.62 to ±0.9), 4 quoted". */
function countsText({ counts, margin, undecidable }: VerdictSummary): string {
  const within = counts.undecidable === 0 ? null : undecidable;
  const parts: readonly (readonly [VerdictKind, string])[] = [
    ["equivalent", ` within ±${margin}`],
    ["different", ""],
    ["inconclusive", ""],
    [
      "undecidable",
      within === null ? "" : ` at ±${margin} (decidable at ±${rangeText(within, " to ±")})`,
    ],
    ["suspect", ""],
    ["quoted", ""],
    ["missing", ""],
  ];
  return parts
    .filter(([kind]) => counts[kind] > 0)
    .map(([kind, more]) => `${counts[kind]} ${kind}${more}`)
    .join(", ");
}

const rangeText = (
  { least, most }: { readonly least: number; readonly most: number },
  to = " to ",
): string => (least === most ? String(least) : `${least}${to}${most}`);

const MARKED = ["equivalent", "different", "inconclusive", "undecidable", "suspect"] as const;

const isMarked = (kind: VerdictKind): boolean => MARKED.some((each) => each === kind);

const MEANINGS: Readonly<Record<(typeof MARKED)[number], string>> = {
  equivalent: "equivalent",
  different: "different",
  inconclusive: "more seeds may decide",
  undecidable: "undecidable at this margin",
  suspect: "suspect, other printed numbers contradict it",
};

/** What stands below a table: what the marks mean, where the spread comes from, which numbers are suspect and why. */
export function verdictNotes({ list }: ReportTable): readonly string[] {
  const summary = summaryOf(list);
  if (summary === null) return [];
  const marks = MARKED.filter((kind) => summary.counts[kind] > 0).map(
    (kind) => `${VERDICT_SIGNS[kind]} ${MEANINGS[kind]}`,
  );
  const suspect = list.flatMap(({ cell, verdict }) =>
    verdict?.kind === "suspect" ? [`${cell} (${verdict.findings[0]?.message ?? ""})`] : [],
  );
  return [
    ...(marks.length === 0
      ? []
      : [`Verdicts: ${marks.join(", ")}. amtl-run why CELL says what each rests on.`]),
    ...poolingNotes(summary.pooling),
    ...(suspect.length === 0
      ? []
      : [
          `Suspect: ${suspect.slice(0, 3).join("; ")}${suspect.length > 3 ? `; and ${suspect.length - 3} more (amtl-run audit)` : ""}.`,
        ]),
  ];
}

/** Over which rows standard deviations were pooled. */
function poolingNotes(groups: readonly GroupPooling[]): readonly string[] {
  const pooled = groups.flatMap((each) => (each.pooled === null ? [] : [each.pooled]));
  const own = groups.length - pooled.length;
  const range = (values: readonly number[]): string =>
    rangeText({ least: Math.min(...values), most: Math.max(...values) });
  return [
    ...(pooled.length === 0
      ? []
      : [
          `Verdicts pool the standard deviation over the rows of a column: ${range(pooled.map(({ rows }) => rows))} rows, ${range(pooled.map(({ df }) => df))} degrees of freedom.`,
        ]),
    ...(own === 0
      ? []
      : [
          `In ${plural(own, "column")} rows differ in their deviation (Bartlett's test), so that each has its own.`,
        ]),
  ];
}
