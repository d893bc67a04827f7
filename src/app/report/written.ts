import { join } from "node:path";
import { AmtlError } from "../../base/errors.js";
import type { ReportCell } from "../../report/cell.js";
import type { Format } from "../../report/formats/format.js";
import { readCells } from "../../report/read-csv.js";
import { writeTable } from "../../report/write.js";
import type { ReportTable } from "../../report/table.js";
import { errorCode } from "../../store/files.js";

/** What became of a table's files. */
export interface Written {
  readonly files: readonly string[];
  /** A CSV that was left as it is, since it has more seeds; the files got a name of their own. */
  readonly keptWider: string | null;
  /** Cells with numbers that were in the CSV and are not in the table: another file has the same id, or had them. */
  readonly dropped: { readonly file: string; readonly cells: number } | null;
  /** Why there are no files. A folder that may only be read is somebody's whose results are looked at. */
  readonly failure: { readonly error: AmtlError; readonly isReadOnly: boolean } | null;
}

const NOTHING: Written = { files: [], keptWider: null, dropped: null, failure: null };

/** Of a table that has no number yet. */
export const notWritten = (): Written => NOTHING;

const READ_ONLY = ["EACCES", "EPERM", "EROFS"];

/**
 * Writes a table's files, unless a CSV of its name has more seeds in a cell: fewer never replace more.
 * @param name of the files without extension.
 */
export async function writeFiles(
  folder: string,
  name: string,
  seeds: readonly number[],
  cells: readonly ReportCell[],
  table: ReportTable,
  formats: readonly Format[],
): Promise<Written> {
  const file = join(folder, `${name}.csv`);
  const { isWider, dropped } = await compare(file, cells);
  const own = isWider ? `${name}.seeds=${seeds.join("-")}` : name;
  const found = {
    keptWider: isWider ? file : null,
    dropped: isWider || dropped === 0 ? null : { file, cells: dropped },
  };
  try {
    return { ...found, files: await writeTable(folder, own, table, formats), failure: null };
  } catch (error) {
    if (!(error instanceof AmtlError)) throw error;
    const isReadOnly = READ_ONLY.includes(errorCode(error.details.cause) ?? "");
    return { ...NOTHING, failure: { error, isReadOnly } };
  }
}

/** What a CSV that is there has beyond these cells; one that cannot be read has nothing. */
async function compare(
  file: string,
  cells: readonly ReportCell[],
): Promise<{ readonly isWider: boolean; readonly dropped: number }> {
  const rows = await readCells(file).catch((error: unknown) => {
    if (error instanceof AmtlError) return [];
    throw error;
  });
  const seeds = new Map(
    cells.map(({ cell, ours }) => [cell, ours.kind === "value" ? ours.aggregate.n : 0]),
  );
  const filled = rows.filter(({ n_seeds }) => Number(n_seeds) > 0);
  return {
    isWider: filled.some(({ cell, n_seeds }) => Number(n_seeds) > (seeds.get(cell) ?? Infinity)),
    dropped: filled.filter(({ cell }) => !seeds.has(cell)).length,
  };
}
