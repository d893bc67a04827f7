import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { badInput } from "../../base/errors.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { cellOfReport, cellOfRow } from "../../report/diff/cells.js";
import type { DiffCell } from "../../report/diff/diff-cell.js";
import { readCells } from "../../report/read-csv.js";
import { reportOf } from "../report/report.js";
import { select } from "../select/select.js";
import { cellsAtCommit } from "./commit.js";
import { makersOf } from "./makers.js";

/** One side of a comparison. */
export interface Side {
  readonly kind: "csv" | "results" | "commit";
  readonly cells: readonly DiffCell[];
  /** What its runs were made with, where that is known: engines and commits. */
  readonly made: readonly string[];
}

export interface SideRequest {
  /** Ids of tables; none: all that a side has. */
  readonly tables: readonly string[];
  /** The scale at which a results folder is looked at. */
  readonly profile: ProfileId;
}

/** Every table of the paper and every study. */
const ALL = ["all", "eq2", "controls"];

/**
 * Reads a side: a CSV, a folder of CSVs, a results folder with runs, or a commit of this checkout.
 * @throws AmtlError (2) for what is none of them, and for a CSV that is torn or of another form.
 */
export async function readSide(name: string, request: SideRequest): Promise<Side> {
  const found = await stat(name).catch(() => null);
  if (found?.isDirectory() === true) return await folderSide(name, request);
  if (found === null) {
    const cells = await cellsAtCommit(name);
    if (cells !== null) return { kind: "commit", cells: ofTables(cells, request), made: [] };
  }
  return {
    kind: "csv",
    cells: ofTables((await readCells(name)).map(cellOfRow), request),
    made: [],
  };
}

async function folderSide(folder: string, request: SideRequest): Promise<Side> {
  const names = await readdir(folder);
  if (names.some((name) => ["train", "eval"].includes(name))) {
    const { tables, profile } = request;
    const experiments = tables.length === 0 ? ALL : tables;
    const asked = { experiments, profile, results: folder };
    const selection = await select(asked);
    const filled = await reportOf(selection, asked, false);
    const cells = filled.tables.flatMap(({ view }) => view.list.map(cellOfReport));
    return { kind: "results", cells, made: await makersOf(selection, folder) };
  }
  const files = names.filter((name) => name.endsWith(".csv") && !name.endsWith(".wide.csv"));
  if (files.length === 0) {
    throw badInput("Nothing to compare in folder", {
      where: folder,
      expected: "a results folder (train/, eval/), or CSVs that amtl-run wrote",
      got: names.slice(0, 5).join(", ") || "an empty folder",
    });
  }
  const rows = (await Promise.all(files.map((name) => readCells(join(folder, name))))).flat();
  return { kind: "csv", cells: ofTables(rows.map(cellOfRow), request), made: [] };
}

const ofTables = (cells: readonly DiffCell[], { tables }: SideRequest): readonly DiffCell[] =>
  tables.length === 0 ? cells : cells.filter(({ table }) => tables.includes(table));
