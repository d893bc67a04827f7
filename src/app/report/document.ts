import { join } from "node:path";
import { readJsonOr } from "../../base/read-json.js";
import { projectRoot } from "../../base/root.js";
import { fields, text } from "../../base/shape.js";
import { revisionOf } from "../../provenance/facts/git.js";
import type { Made, ReportDocument } from "../../report/document/document.js";
import { resultsRoot } from "../../store/paths.js";
import type { SelectionRequest } from "../select/request.js";
import { select, type Selection } from "../select/select.js";
import { evaluationsIn } from "./evaluations.js";
import { reportOf, type Report } from "./report.js";
import { runsBehind } from "./runs.js";

/** A report that can be rendered as one file. */
export interface DocumentedReport extends Report {
  readonly document: ReportDocument;
}

/**
 * Tables and figures with all that stands behind their cells, as one document. Writes nothing.
 * @param withRuns whether its runs are read, which formats of cells alone do not show.
 * @throws AmtlError as `report`.
 */
export async function reportDocument(
  request: SelectionRequest,
  withRuns = true,
): Promise<DocumentedReport> {
  return await documentOf(await select(request), request, withRuns);
}

/** The same of a selection that was made already. */
export async function documentOf(
  selection: Selection,
  request: SelectionRequest,
  withRuns: boolean,
): Promise<DocumentedReport> {
  const root = resultsRoot(request.results);
  const evaluations = evaluationsIn(root);
  const found = await reportOf(selection, request, false, evaluations);
  const isWhole = (request.only ?? []).length === 0;
  const tables = found.tables.map(({ view, whole }) => (isWhole ? whole : view));
  const runs = withRuns ? await runsBehind(root, selection.items, evaluations) : [];
  return { ...found, document: { made: await madeBy(), tables, runs } };
}

/** The program's version and commit. */
async function madeBy(): Promise<Made> {
  const root = projectRoot();
  const manifest = await readJsonOr(join(root, "package.json"), fields({ version: text }));
  return { version: manifest?.version ?? "unknown", ...(await revisionOf(root)) };
}
