import type { PlannedCell } from "../experiment/plan/plan.js";
import { shortId } from "../experiment/plan/fingerprint.js";
import type { EvalResult } from "../contract/result.js";
import type { ProfileId } from "../contract/train-spec.js";
import { aggregate, type Aggregate } from "./aggregate.js";
import { valueOf } from "./cell-value.js";
import { ourDescription, paperDescription, type Description } from "./describe.js";
import { printedText } from "./paper/printed.js";
import type { PaperCell, PaperTable, Source } from "./paper/types.js";
import { minutesOf, onOneDevice, type TimeSource } from "./timed.js";

/** Looks up what an evaluation found; null while it has no result. */
export type CellSource = (evalId: string) => Promise<EvalResult | null>;

/** Where a table's numbers come from. */
export interface Sources {
  readonly evaluation: CellSource;
  readonly time: TimeSource;
}

/** A cell as every output shows it: the paper's number, ours, or why there is none. */
export interface ReportCell {
  readonly table: string;
  readonly cell: string;
  readonly profile: ProfileId;
  readonly row: string;
  readonly column: string;
  readonly description: Description;
  readonly paper: { readonly text: string; readonly source: Source } | null;
  readonly ours:
    | {
        readonly kind: "value";
        readonly aggregate: Aggregate;
        /** Twelve-digit ids of the runs that it is made of. */
        readonly runs: readonly string[];
        /** Seeds that are still to come. */
        readonly waiting: number;
      }
    | { readonly kind: "missing" }
    | { readonly kind: "no-data"; readonly lacks: string }
    /** It shows what only scores tell; the row's worker gives predictions. */
    | { readonly kind: "no-scores" }
    /** Trained, but not so that its time could be compared. */
    | {
        readonly kind: "not-timed";
        readonly why: "shared" | "resumed" | "unrecorded" | "devices";
      }
    /** Printed by the paper; no experiment of ours computes it. */
    | { readonly kind: "no-experiment" };
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
      return {
        table,
        cell: cell.id,
        profile,
        row: cell.row,
        column: cell.column,
        description: ourDescription(cell),
        paper: beside === undefined ? null : paperNumber(beside),
        ours: times.get(cell.id) ?? (await ourNumber(cell, sources.evaluation)),
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

/** The paper's cells alone, as rows of the same form. */
export const paperCells = (paper: PaperTable): readonly ReportCell[] =>
  paper.cells.map((cell) => ({
    table: paper.id,
    cell: cell.id,
    profile: "paper",
    row: paper.rows[cell.row],
    column: paper.columns[cell.column],
    description: paperDescription(cell, cell.run === null ? undefined : paper.runs[cell.run]),
    paper: paperNumber(cell),
    ours: { kind: "no-experiment" },
  }));

const paperNumber = (cell: PaperCell): NonNullable<ReportCell["paper"]> => ({
  text: printedText(cell),
  source: cell.source,
});

/** The times of the cells that show one, by cell. */
async function timesOf(
  cells: readonly PlannedCell[],
  source: TimeSource,
): Promise<ReadonlyMap<string, ReportCell["ours"]>> {
  const timed = cells.filter(
    ({ axes, status }) => axes.metric === "minutes" && status.kind === "runs",
  );
  const times = onOneDevice(await Promise.all(timed.map((cell) => minutesOf(cell, source))));
  return new Map(timed.map(({ id }, index) => [id, times[index]]));
}

async function ourNumber(cell: PlannedCell, source: CellSource): Promise<ReportCell["ours"]> {
  if (cell.status.kind === "no-data") return { kind: "no-data", lacks: cell.status.lacks };
  if (cell.status.kind === "no-scores") return { kind: "no-scores" };
  const found = await Promise.all(
    cell.results.map(async ({ trainId, evalId }) => {
      const result = evalId === null ? null : await source(evalId);
      return result === null ? [] : [{ run: shortId(trainId), value: valueOf(result, cell) }];
    }),
  );
  const all = found.flat();
  const values = all.flatMap(({ run, value }) => (value === null ? [] : [{ run, value }]));
  // Every seed is scored on the same documents, so that all of them lack it.
  if (values.length < all.length)
    return { kind: "no-data", lacks: `gold pairs of some relations in ${cell.axes.scoredOn}` };
  const mean = aggregate(values.map(({ value }) => value));
  if (mean === null) return { kind: "missing" };
  return {
    kind: "value",
    aggregate: mean,
    runs: values.map(({ run }) => run),
    waiting: cell.results.length - values.length,
  };
}
