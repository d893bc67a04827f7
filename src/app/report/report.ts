import { fileName } from "../../base/text/file-name.js";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import type { AmtlError } from "../../base/errors.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { programAxisName } from "../../experiment/dsl/program.js";
import { readOnce, type RunFiles } from "../../provenance/run-files.js";
import { readTrainingTime } from "../../provenance/training-time.js";
import { numberOf, type ReportCell } from "../../report/cell.js";
import { csvRow, type CsvRow } from "../../report/csv-row.js";
import { fileCells, fillCells, type Sources } from "../../report/fill.js";
import type { Format } from "../../report/formats/format.js";
import { formatsFor } from "../../report/formats/index.js";
import { tableOf, type ReportTable } from "../../report/table.js";
import { mergeRuns } from "../../experiment/plan/merge.js";
import {
  damagedRuns,
  plannedStates,
  type DamagedRun,
  type PlannedState,
} from "../../state/planned.js";
import { resultsFolders, resultsRoot, trainDir } from "../../store/paths.js";
import { selectReported, type Beside } from "./added-seeds.js";
import { countsOf } from "./counts.js";
import { evaluationsIn } from "./evaluations.js";
import { newJudge } from "./judged.js";
import { openRuns, withStates } from "./open-runs.js";
import { entryOf } from "../select/names.js";
import type { SelectionRequest } from "../select/request.js";
import type { SelectedItem, Selection } from "../select/select.js";
import { notWritten, writeFiles, type Written } from "./written.js";

/** A table or figure, filled from the results that are there. */
export interface FilledTable {
  readonly id: string;
  readonly seeds: readonly number[];
  /** Every cell, whatever the request's `only` says, by the names of the CSV's columns. */
  readonly cells: readonly CsvRow[];
  /** What a terminal shows: the cells that `only` leaves. */
  readonly view: ReportTable;
  /** What a file shows: the whole table, at the paper's scale also what only the paper has. */
  readonly whole: ReportTable;
  /** What became of its files. */
  readonly written: Written;
}

export interface Report {
  readonly profile: ProfileId;
  readonly tables: readonly FilledTable[];
  /** Cells of the selection that have no result yet, or not from every seed. */
  readonly incomplete: number;
  /** Runs of the selection that have files which cannot be used; their other numbers stand in the tables. */
  readonly damaged: readonly DamagedRun[];
  /** How the runs of the selection stand, each once. */
  readonly states: readonly PlannedState[];
}

/** The files of a report. */
export const filesOf = ({ tables }: Report): readonly string[] =>
  tables.flatMap(({ written }) => written.files);

/** Why a table could not be written, the first of them; null where all were, or only could not in a folder that may not be written. */
export const failureOf = ({ tables }: Report): AmtlError | null =>
  tables.find(({ written: { failure } }) => failure !== null && !failure.isReadOnly)?.written
    .failure?.error ?? null;

/**
 * The tables of experiments from the results that are there. Trains nothing.
 * @param write whether their CSV files are written, of a figure its picture too: `<profile>/` in the results folder,
 *   or results/<profile> of the project. A table without any result writes nothing, so that a fresh checkout never
 *   empties the committed tables.
 * @throws AmtlError as `plan`. A file that cannot be written costs no table: see `written`.
 */
export async function report(request: SelectionRequest, write = false): Promise<Report> {
  const { selection, ...beside } = await selectReported(request);
  return await reportOf(selection, request, write, undefined, beside);
}

/** The same of a selection that was made already. @param files what reads those of the runs. @param beside see `selectReported`. */
export async function reportOf(
  { profile, items, inits }: Selection,
  request: SelectionRequest,
  write: boolean,
  files: RunFiles = readOnce(),
  { until, uncounted }: Beside = {},
): Promise<Report> {
  const settings = settingsOf(request, inits);
  const formats = formatsFor(request.formats ?? []);
  const root = resultsRoot(request.results);
  const sources = storedCells(root, profile.id, files);
  const judge = newJudge(root, files, request.margin);
  const runs = mergeRuns(items.flatMap(({ selected }) => selected.runs));
  const states = await plannedStates(root, runs, files);
  const open = await openRuns(states);
  const tables: FilledTable[] = [];
  let incomplete = 0;
  for (const item of items) {
    const { experiment, seeds } = item;
    const { id, title, x } = experiment;
    const found = await filledCells(item, profile.id, sources);
    const filled = withStates(found, item.whole.cells, open);
    // A model of a few documents is not held against the paper's.
    const isTry = request.settings?.limit !== undefined;
    const cells = isTry
      ? filled.map((each) => ({ ...each, delta: null }))
      : await judge(item, filled, profile.id, until?.get(id));
    const asked = { experiment: nameAsked(experiment), results: request.results ?? null };
    const its = item.selected.runs.flatMap(({ trainId }) => open.get(trainId) ?? []);
    const header = {
      ...{ id, title, x, profile: profile.id, settings, seeds, until: until?.get(id), asked },
      ...(its.length > 0 && { open: its }),
      ...(uncounted?.has(id) === true && { uncounted: uncounted.get(id) }),
    };
    const whole = tableOf(header, fileCells(profile.id, cells, x === null ? item.paper : null));
    const written = write
      ? await filesFor(whole, cells, tablesFolder(request, profile.id), formats)
      : notWritten();
    const selected = new Set(item.selected.cells.map((cell) => cell.id));
    const shown = cells.filter(({ cell }) => selected.has(cell));
    incomplete += shown.filter(isIncomplete).length;
    const view = tableOf(header, shown);
    tables.push({ id, seeds, cells: cells.map(csvRow), view, whole, written });
  }
  return { profile: profile.id, tables, incomplete, damaged: damagedRuns(states), states };
}

/** Where a profile's tables are written. */
export const tablesFolder = ({ results }: SelectionRequest, profile: ProfileId): string =>
  join(resultsFolders(results).tables, profile);

/** Cells from the run directories under `root`. A result that cannot be used is none. */
const storedCells = (root: string, profile: ProfileId, files: RunFiles): Sources => ({
  evaluation: evaluationsIn(root, files),
  time: (trainId) => readTrainingTime(trainDir(root, trainId), files),
  count: countsOf(profile),
});

const filledCells = (
  { experiment, paper, whole }: SelectedItem,
  profile: ProfileId,
  sources: Sources,
): Promise<readonly ReportCell[]> => fillCells(experiment.id, profile, whole.cells, paper, sources);

/** A table with other settings or a user's program is another experiment: its files' name says so. */
async function filesFor(
  table: ReportTable,
  cells: readonly ReportCell[],
  folder: string,
  formats: readonly Format[],
): Promise<Written> {
  const { id, settings, seeds } = table;
  if (!cells.some(({ ours }) => numberOf(ours) !== null)) return notWritten();
  const name = fileName([id, ...settings]);
  return writeFiles(folder, name, seeds, cells, table, formats);
}

/** An experiment as a command names it: its id, of a user's file the path from here. */
function nameAsked({ id, file }: SelectedItem["experiment"]): string {
  if (entryOf(id) !== undefined) return id;
  const path = relative(process.cwd(), file);
  return path.startsWith("..") || isAbsolute(path) ? file : `./${path}`;
}

/** What was asked for beyond the profile. */
const settingsOf = (
  { settings = {}, variant, program, init }: SelectionRequest,
  inits: Selection["inits"],
): readonly string[] => [
  ...(variant === undefined ? [] : [`variant=${variant}`]),
  ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
  ...(init === undefined ? [] : [`init=${nameOfInit(init, inits)}`]),
  ...(program === undefined ? [] : [`worker=${programAxisName(program)}`]),
];

/** Name of the folder, and the beginning of what its weights are known by. */
function nameOfInit(init: string, inits: Selection["inits"]): string {
  const folder = resolve(init);
  const found = [...inits.values()].find((each) => each.folder === folder);
  return [basename(folder), ...(found === undefined ? [] : [found.sha256.slice(0, 8)])].join("-");
}

const isIncomplete = ({ ours }: ReportCell): boolean =>
  ["missing", "no-file", "not-timed"].includes(ours.kind) ||
  (ours.kind === "value" && ours.waiting > 0);
