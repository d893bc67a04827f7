import type { ReportCell } from "../cell.js";
import type { CellDeviation } from "./judgement.js";
import { criteriaSum, type CriteriaSum } from "./panel.js";
import type { Verdict, VerdictKind } from "./verdict.js";

/** A table's verdicts in numbers. */
export interface VerdictSummary {
  readonly margin: number;
  /** Cells of each verdict. */
  readonly counts: Readonly<Record<VerdictKind, number>>;
  /** Cells with some of their seeds only; their verdicts are of these. */
  readonly halfTrained: number;
  /** Cells of a single seed: no spread of their own. */
  readonly oneSeed: number;
  /** The smallest margin at which each undecidable cell could be decided: from the least to the most; null: none is. */
  readonly undecidable: { readonly least: number; readonly most: number } | null;
  /** Of how many tested cells each criterion says that the number was reproduced. */
  readonly criteria: CriteriaSum;
  /** From the criterion that says so of fewest to the one that says so of most. */
  readonly reproduced: { readonly least: number; readonly most: number; readonly of: number };
  /** The deviation of each group of cells, and over how many rows it was pooled. */
  readonly pooling: readonly GroupPooling[];
}

export interface GroupPooling {
  readonly group: string;
  /** One deviation for all rows of the group; null where each has its own. */
  readonly pooled: Pick<CellDeviation, "sd" | "df" | "rows"> | null;
  /** Rows with two seeds or more. */
  readonly rows: number;
  /** p of Bartlett's test of one deviation; below 0.1 rows are not pooled. */
  readonly homogeneity: number | null;
}

/** The verdicts of cells in numbers; null where none of them has one. */
export function summaryOf(cells: readonly ReportCell[]): VerdictSummary | null {
  const judged = cells.filter(({ judgement }) => judgement !== null);
  const verdicts = cells.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
  if (judged.length === 0) return null;
  const margins = verdicts.flatMap((each) => (each.kind === "undecidable" ? [each.margin] : []));
  const panels = judged.flatMap(({ judgement }) => judgement?.panel ?? []);
  const criteria = criteriaSum(panels);
  const { cells: of, ...each } = criteria;
  const found = Object.values(each);
  const ours = judged.flatMap((cell) => (cell.ours.kind === "value" ? [cell.ours] : []));
  return {
    margin: judged[0].judgement?.margin ?? 0,
    counts: countsOf(verdicts),
    halfTrained: ours.filter(({ waiting }) => waiting > 0).length,
    oneSeed: ours.filter(({ aggregate }) => aggregate.n === 1).length,
    undecidable:
      margins.length === 0 ? null : { least: Math.min(...margins), most: Math.max(...margins) },
    criteria,
    reproduced: { least: Math.min(...found), most: Math.max(...found), of },
    pooling: poolingOf(judged),
  };
}

function countsOf(verdicts: readonly Verdict[]): VerdictSummary["counts"] {
  const count = (wanted: VerdictKind): number =>
    verdicts.filter(({ kind }) => kind === wanted).length;
  return {
    equivalent: count("equivalent"),
    different: count("different"),
    inconclusive: count("inconclusive"),
    undecidable: count("undecidable"),
    suspect: count("suspect"),
    quoted: count("quoted"),
    missing: count("missing"),
  };
}

function poolingOf(cells: readonly ReportCell[]): readonly GroupPooling[] {
  const groups = new Map<string, GroupPooling>();
  for (const { judgement } of cells) {
    const deviation = judgement?.deviation ?? null;
    if (judgement === null || deviation === null || groups.has(judgement.group)) continue;
    const { sd, df, rows, rowsOfGroup, homogeneity } = deviation;
    const isPooled = rows === rowsOfGroup;
    const pooled = isPooled ? { sd, df, rows } : null;
    groups.set(judgement.group, {
      group: judgement.group,
      pooled,
      rows: rowsOfGroup,
      homogeneity,
    });
  }
  return [...groups.values()];
}
