import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { formatsFor } from "../../report/formats/index.js";
import { paperTable } from "../../report/fill.js";
import { PAPER_TABLES, isPaperTable, readPaperTable } from "../../report/paper/printed.js";
import { writeTable } from "../../report/write.js";
import { ofTables, type ReportDocument } from "../../report/document/document.js";
import type { ReportTable } from "../../report/table.js";
import { tablesFolder } from "./report.js";

/**
 * Writes the paper's own numbers in the form of ours, so that the two can be compared.
 * @param ids of the paper's tables; none: all of them.
 * @param results folder of runs and tables; left out: as in a SelectionRequest.
 * @param formats beside CSV.
 * @returns the paths.
 * @throws AmtlError (2) for an unknown table, (4) when a file cannot be written.
 */
export async function writePaper(
  ids: readonly string[],
  results?: string,
  formats: readonly string[] = [],
): Promise<readonly string[]> {
  const folder = tablesFolder({ experiments: [], results }, "paper");
  const wanted = formatsFor(formats);
  const files: string[] = [];
  for (const table of await paperTables(ids)) {
    files.push(...(await writeTable(folder, table.id, table, wanted)));
  }
  return files;
}

/**
 * The paper's own numbers as one document.
 * @throws AmtlError (2) for an unknown table.
 */
export const paperDocument = async (ids: readonly string[]): Promise<ReportDocument> =>
  ofTables(await paperTables(ids));

/** @throws AmtlError (2) for an unknown table. */
async function paperTables(ids: readonly string[]): Promise<readonly ReportTable[]> {
  const tables: ReportTable[] = [];
  for (const id of ids.length === 0 ? PAPER_TABLES : ids) {
    if (!isPaperTable(id)) {
      const meant = nearest(id, PAPER_TABLES);
      throw badInput(`Unknown table of the paper "${id}"`, {
        expected: PAPER_TABLES.join(", "),
        got: id,
        ...(meant !== undefined && { fix: `amtl-run report --paper ${meant}` }),
      });
    }
    tables.push(paperTable(await readPaperTable(id)));
  }
  return tables;
}
