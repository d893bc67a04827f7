import type { EvalResult } from "../../src/contract/result.js";
import type { ReportCell } from "../../src/report/cell.js";
import { fillCells, type Sources } from "../../src/report/fill.js";
import { csv } from "../../src/report/formats/csv.js";
import { wideCsv } from "../../src/report/formats/wide-csv.js";
import { tableOf, type ReportTable } from "../../src/report/table.js";
import { expand } from "../../src/experiment/grid/grid.js";
import { planRuns, type Plan } from "../../src/experiment/plan/plan.js";
import { PROFILES } from "../../src/methods/profiles/profiles.js";
import type { ProfileId } from "../../src/contract/train-spec.js";
import type { PaperTable } from "../../src/report/paper/paper-table.js";
import { readPaperTable } from "../../src/report/paper/printed.js";
import { someCatalog } from "../experiment/catalog.js";
import { experiment } from "../experiment/tables.js";

export const somePlan = (profile: ProfileId, seeds: readonly number[] = [5, 42]): Plan =>
  planRuns(expand(experiment(), PROFILES[profile], seeds, {}, someCatalog), () => ({}));

/** An evaluation whose F1 is the given number and whose Ign-F1 is one less. */
export const someResult = (evalId: string, f1: number): EvalResult => ({
  schema: 1,
  trainId: "t".repeat(64),
  evalId,
  evalSet: "redocred/test",
  counts: { documents: 1, pairs: 1, gold: 1, submitted: 1, correct: 1, ignored: 0 },
  metrics: { f1, ignF1: f1 - 1, precision: f1 + 1, recall: f1 + 2 },
  bands: {},
  perRelation: {},
  thresholdMean: 12,
});

/** Results for the seeds that are named: seed 5 has 70, 42 has 71.5, and so on. */
export function someSource(plan: Plan, f1OfSeed: Readonly<Record<number, number>>): Sources {
  const known = new Map<string, EvalResult>();
  for (const { seed, evalId } of plan.cells.flatMap(({ results }) => results)) {
    if (evalId !== null && seed in f1OfSeed) known.set(evalId, someResult(evalId, f1OfSeed[seed]));
  }
  return {
    evaluation: (evalId) => Promise.resolve(known.get(evalId) ?? null),
    time: () => Promise.resolve(null),
    count: () => Promise.resolve(null),
  };
}

/** A filled Table 4 beside the paper's. */
export async function someCells(
  profile: ProfileId,
  f1OfSeed: Readonly<Record<number, number>>,
): Promise<{ readonly cells: readonly ReportCell[]; readonly paper: PaperTable }> {
  const plan = somePlan(profile);
  const paper = await readPaperTable("table4");
  const source = someSource(plan, f1OfSeed);
  return { cells: await fillCells("table4", profile, plan.cells, paper, source), paper };
}

/** Cells as Table 4. */
export const asTable = (cells: readonly ReportCell[], profile: ProfileId = "smoke"): ReportTable =>
  tableOf({ id: "table4", title: "Losses", x: null, profile, settings: [], seeds: [5, 42] }, cells);

export const toCsv = (cells: readonly ReportCell[]): string => csv.render(asTable(cells));
export const toWideCsv = (cells: readonly ReportCell[]): string => wideCsv.render(asTable(cells));
