import { isatty } from "node:tty";
import { join } from "node:path";
import { projectRoot } from "../base/root.js";
import type { EvalResult, ProfileId } from "../contract/spec.js";
import { workerAxisName } from "../experiment/dsl/worker.js";
import { fileCells, fillCells, type ReportCell, type Sources } from "../report/cells.js";
import { figureOf, renderTable } from "../report/table.js";
import { writeFigure, writeTable } from "../report/write.js";
import { evalDir, resultsRoot, trainDir } from "../store/paths.js";
import { readResult } from "../store/read-result.js";
import { readTrainingTime } from "../provenance/training-time.js";
import type { SelectionOptions } from "./options.js";
import type { Prepared, PreparedItem } from "./prepare.js";

/** Cells from the run directories under `root`. */
export const storedCells = (root: string): Sources => ({
  evaluation: (evalId) => readResult<EvalResult>(evalDir(root, evalId)),
  time: (trainId) => readTrainingTime(trainDir(root, trainId)),
});

/**
 * Where a profile's tables are written: results/<profile> of the project, or <profile> in the folder that
 * `--results` or AMTL_RESULTS names.
 */
export function tablesFolder(option: string | undefined, profile: ProfileId): string {
  const given = option ?? process.env.AMTL_RESULTS ?? "";
  return given === ""
    ? join(projectRoot(), "results", profile)
    : join(resultsRoot(option), profile);
}

/** One table, filled from the store, whatever `--only` says. */
export const filledCells = (
  { experiment, paper, whole }: PreparedItem,
  profile: ProfileId,
  options: SelectionOptions,
): Promise<readonly ReportCell[]> =>
  fillCells(experiment.id, profile, whole.cells, paper, storedCells(resultsRoot(options.results)));

/**
 * Fills every prepared table from the store, writes its CSV files, of a figure its picture too, and returns what a
 * terminal shows: of the cells that `--only` leaves, though the files hold all. A table without any result writes
 * nothing, so that a fresh checkout never empties the committed tables.
 * Tables made with `--set` or `--worker` are another experiment, and are written under a name that says so.
 */
export async function reportTables(
  { profile, items }: Prepared,
  options: SelectionOptions,
): Promise<{
  readonly text: string;
  readonly files: readonly string[];
  /** Cells that have no result yet, or not from every seed. */
  readonly incomplete: number;
}> {
  const settings = settingsOf(options);
  const parts: string[] = [];
  const files: string[] = [];
  let incomplete = 0;
  for (const item of items) {
    const { experiment, paper, seeds } = item;
    const cells = await filledCells(item, profile.id, options);
    const name = [experiment.id, ...settings].join(".").replaceAll(/[^\w.=@+-]+/g, "-");
    const asked = new Set(item.selected.cells.map(({ id }) => id));
    const shown = cells.filter(({ cell }) => asked.has(cell));
    const { id, title, x } = experiment;
    const view = { id, title, x, profile: profile.id, settings, seeds };
    if (cells.some(({ ours }) => ours.kind === "value")) {
      const folder = tablesFolder(options.results, profile.id);
      const printed = x === null ? paper : null;
      files.push(...(await writeTable(folder, name, fileCells(profile.id, cells, printed))));
      const figure = figureOf({ ...view, cells });
      if (figure !== null) files.push(await writeFigure(folder, name, figure));
    }
    parts.push(renderTable({ ...view, cells: shown }, terminalWidth(), hasColour()));
    incomplete += shown.filter(isIncomplete).length;
  }
  return { text: parts.join("\n"), files, incomplete };
}

/** What was asked for beyond the profile, as it was typed. */
const settingsOf = ({ set, worker, "worker-version": version }: SelectionOptions): string[] => [
  ...(set ?? []).flatMap((text) => text.split(",")),
  ...(worker === undefined
    ? []
    : [`worker=${workerAxisName({ command: worker, ...(version !== undefined && { version }) })}`]),
];

const isIncomplete = ({ ours }: ReportCell): boolean =>
  ours.kind === "missing" ||
  ours.kind === "not-timed" ||
  (ours.kind === "value" && ours.waiting > 0);

/** Of standard output; 80 where nobody says (a pipe, a file). */
export function terminalWidth(): number {
  const columns = process.stdout.isTTY ? process.stdout.columns : Number(process.env.COLUMNS);
  return columns >= 20 ? columns : 80;
}

/**
 * Colours on a terminal only, and never where NO_COLOR is set (no-color.org). In a pipe stdout.isTTY is undefined,
 * whatever its type says, and undefined would leave the choice to the library, which colours wherever CI is set.
 */
export const hasColour = (): boolean =>
  isatty(1) && process.env.TERM !== "dumb" && (process.env.NO_COLOR ?? "") === "";
