import type { PlannedCell } from "../experiment/plan/plan.js";
import { shortId } from "../base/text/short-id.js";
import type { CountId } from "../methods/vocab.js";
import type { EvalResult } from "../contract/result.js";
import type { ProfileId } from "../contract/train-spec.js";
import { aggregate } from "./aggregate.js";
import { deltaOf, type OurNumber, type PaperNumber, type ReportCell } from "./cell.js";
import { valueOf } from "./cell-value.js";
import { ourDescription, paperDescription } from "./describe.js";
import { printedText } from "./paper/printed.js";
import type { PaperCell, PaperTable } from "./paper/paper-table.js";
import { VERDICT_SETTINGS } from "./verdicts/settings.js";
import { tableOf, type ReportTable } from "./table.js";
import { minutesOf, onOneDevice, type TimeSource } from "./timed.js";

/** Looks up what an evaluation found; null while it has no result. */
export type CellSource = (evalId: string) => Promise<EvalResult | null>;

/** Documents of a split, relations that they may name, labelled triples. */
export type Counts = Readonly<Record<CountId, number>>;

/** Counts the documents of a split; null while its file is not here. */
export type CountSource = (split: string) => Promise<Counts | null>;

/** Where a table's numbers come from. */
export interface Sources {
  readonly evaluation: CellSource;
  readonly time: TimeSource;
  readonly count: CountSource;
}

/**
 * Fills a table's cells with what the store has.
 *
 * @param paper the table whose numbers stand beside ours, if there is one.
 */
export async function fillCells(
  table: string,
  profile: ProfileId,
  cells: readonly PlannedCell[],
  paper: PaperTable | null,
  sources: Sources,
): Promise<readonly ReportCell[]> {
  const printed = new Map(paper?.cells.map((cell) => [cell.id, cell]));
  const times = await timesOf(cells, sources.time);
  return Promise.all(
    cells.map(async (cell): Promise<ReportCell> => {
      const beside = cell.printed === null ? undefined : printed.get(cell.printed);
      const number = beside === undefined ? null : paperNumber(beside);
      const ours = times.get(cell.id) ?? (await ourNumber(cell, sources));
      return {
        table,
        cell: cell.id,
        profile,
        row: cell.row,
        column: cell.column,
        heading: cell.heading,
        description: ourDescription(cell),
        paper: number,
        ours,
        delta: deltaOf(profile, number, ours),
        verdict: null,
        judgement: null,
      };
    }),
  );
}

/**
 * What a table's files hold: at the paper's scale every cell that it prints, in its order and ours in their
 * places, then what only we have; at other scales our cells.
 */
export function fileCells(
  profile: ProfileId,
  ours: readonly ReportCell[],
  paper: PaperTable | null,
): readonly ReportCell[] {
  if (profile !== "paper" || paper === null) return ours;
  const own = new Map(ours.map((cell) => [cell.cell, cell]));
  const printed = paperCells(paper);
  const ids = new Set(printed.map(({ cell }) => cell));
  return [
    ...printed.map((cell) => own.get(cell.cell) ?? cell),
    ...ours.filter(({ cell }) => !ids.has(cell)),
  ];
}

/** A table as the paper prints it, without any number of ours. */
export const paperTable = (paper: PaperTable): ReportTable =>
  tableOf(
    { id: paper.id, title: paper.title, profile: "paper", settings: [], seeds: [], x: null },
    paperCells(paper),
  );

/** The paper's cells alone, as rows of the same form. */
export const paperCells = (paper: PaperTable): readonly ReportCell[] =>
  paper.cells.map((cell) => ({
    table: paper.id,
    cell: cell.id,
    profile: "paper",
    row: paper.rows[cell.row],
    column: paper.columns[cell.column],
    heading: paper.headings?.[cell.column] ?? [paper.columns[cell.column]],
    description: paperDescription(cell, cell.run === null ? undefined : paper.runs[cell.run]),
    paper: paperNumber(cell),
    ours: { kind: "no-experiment" },
    delta: null,
    verdict: null,
    judgement: null,
  }));

function paperNumber(cell: PaperCell): PaperNumber {
  const { value, decimals, source, citedFrom, bold } = cell;
  const half = 0.5 * 10 ** -decimals;
  return {
    text: printedText(cell),
    value,
    range: value === null ? null : [value - half, value + half],
    source,
    citedFrom,
    ...(bold === true && { bold }),
    meanOf: source === "ours" ? VERDICT_SETTINGS.paperSeeds : null,
  };
}

/** The times of the cells that show one, by cell. */
async function timesOf(
  cells: readonly PlannedCell[],
  source: TimeSource,
): Promise<ReadonlyMap<string, OurNumber>> {
  const timed = cells.filter(
    ({ axes, status }) => axes.metric === "minutes" && status.kind === "runs",
  );
  const times = onOneDevice(await Promise.all(timed.map((cell) => minutesOf(cell, source))));
  return new Map(timed.map(({ id }, index) => [id, times[index]]));
}

async function ourNumber(cell: PlannedCell, sources: Sources): Promise<OurNumber> {
  const { status } = cell;
  switch (status.kind) {
    case "no-data":
    case "no-stand-in":
    case "no-scores":
      return status;
    case "count": {
      const counts = await sources.count(status.split);
      if (counts === null) return { kind: "no-file", split: status.split };
      return { kind: "count", count: counts[status.metric] };
    }
    case "runs":
      return await measured(cell, sources.evaluation);
  }
}

/** The mean over the seeds that have a result. */
async function measured(cell: PlannedCell, source: CellSource): Promise<OurNumber> {
  const found = await Promise.all(
    cell.results.map(async ({ seed, trainId, evalId }) => {
      const result = evalId === null ? null : await source(evalId);
      return result === null
        ? []
        : [{ seed, run: shortId(trainId), value: valueOf(result, cell.axes) }];
    }),
  );
  const all = found.flat();
  const values = all.flatMap(({ seed, run, value }) =>
    value === null ? [] : [{ seed, run, value }],
  );
  // Every seed is scored on the same documents, so that all of them lack it.
  if (values.length < all.length)
    return { kind: "no-data", lacks: `gold pairs of some relations in ${cell.axes.scoredOn}` };
  const mean = aggregate(values.map(({ value }) => value));
  if (mean === null) return { kind: "missing" };
  return {
    kind: "value",
    aggregate: mean,
    runs: values.map(({ run }) => run),
    seeds: values.map(({ seed }) => seed),
    waiting: cell.results.length - values.length,
  };
}
