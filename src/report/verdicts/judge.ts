import { groupBy } from "../../base/group-by.js";
import type { ReportCell } from "../cell.js";
import { criteriaPanel } from "./panel.js";
import type { VerdictCell } from "./measured.js";
import type { VerdictSettings } from "./settings.js";
import type { Suspicion } from "./suspicion.js";
import { tableVerdicts } from "./table.js";
import { rankTiers } from "./tiers.js";

/** What a table's verdicts need beside its cells. */
export interface JudgeContext {
  readonly settings: VerdictSettings;
  /** Printed numbers that other printed ones contradict, by cell. */
  readonly suspicions: ReadonlyMap<string, Suspicion>;
  /** What one more seed of a cell takes; null: not known. */
  readonly hoursPerSeed: (cell: string) => number | null;
}

/**
 * A whole table's cells at the paper's scale, each with its verdict. Cells without a printed number, and those that are
 * no percentage (minutes, logits, counts: the margin says nothing of them), have none.
 */
export function judgeCells(
  cells: readonly ReportCell[],
  { settings, suspicions, hoursPerSeed }: JudgeContext,
): readonly ReportCell[] {
  const comparable = cells.flatMap((cell): VerdictCell[] => {
    const { paper, description } = cell;
    const printed = paper?.value ?? null;
    if (paper === null || printed === null || description.unit !== "percent") return [];
    return [
      {
        id: cell.cell,
        group: groupOf(cell),
        printed,
        decimals: paper.text.split(".")[1]?.length ?? 0,
        source: paper.source,
        suspicion: suspicions.get(cell.cell) ?? null,
        values: valuesOf(cell),
        hoursPerSeed: hoursPerSeed(cell.cell),
      },
    ];
  });
  const asked = new Map(comparable.map((each) => [each.id, each]));
  const verdicts = new Map(tableVerdicts(comparable, settings).map((each) => [each.id, each]));
  const tiers = tiersOf(cells);
  return cells.map((cell): ReportCell => {
    const [beside, found] = [asked.get(cell.cell), verdicts.get(cell.cell)];
    if (beside === undefined || found === undefined) return cell;
    const { verdict, deviation, difference, p, level } = found;
    const { group, values, printed, decimals } = beside;
    const panel =
      p === null || deviation === null
        ? null
        : criteriaPanel(values, printed, 0.5 * 10 ** -decimals, deviation, settings);
    const tier = tiers.get(cell.cell) ?? null;
    const { margin } = settings;
    const hours = beside.hoursPerSeed;
    const rest = { group, margin, deviation, difference, p, level, panel, tier };
    return { ...cell, verdict, judgement: { ...rest, hoursPerSeed: hours } };
  });
}

/** A column of rows that were measured alike: on the same documents, by the same metric, with the same encoder. */
const groupOf = ({
  column,
  description: { encoder, eval: set, metric, band },
}: ReportCell): string =>
  [column, set, encoder, metric, band].filter((part) => part !== "").join(", ");

const valuesOf = ({ ours }: ReportCell): readonly number[] =>
  ours.kind === "value" ? ours.aggregate.values : [];

/** Rank tiers of the rows of each group, by cell. */
function tiersOf(cells: readonly ReportCell[]): ReadonlyMap<string, number | null> {
  return new Map(
    [...groupBy(cells, groupOf).values()].flatMap((group) => [
      ...rankTiers(group.map((cell) => ({ id: cell.cell, values: valuesOf(cell) }))),
    ]),
  );
}
