import { join } from "node:path";
import { readJsonOr } from "../../base/read-json.js";
import { projectRoot } from "../../base/root.js";
import { fields, text } from "../../base/shape.js";
import { revisionOf } from "../../provenance/facts/git.js";
import { readOnce, type RunFiles } from "../../provenance/run-files.js";
import type { Made, ReportDocument } from "../../report/document/document.js";
import type { Format } from "../../report/formats/format.js";
import type { ReportTable } from "../../report/table.js";
import { resultsRoot } from "../../store/paths.js";
import type { SelectionRequest } from "../select/request.js";
import type { Selection } from "../select/select.js";
import { selectReported, type ReportedSelection } from "./added-seeds.js";
import { errorsBehind } from "./errors.js";
import { factsBehind } from "./facts.js";
import { evaluationsIn } from "./evaluations.js";
import { reportOf, type Report } from "./report.js";
import { runsBehind } from "./runs.js";

/** A report that can be rendered as one file. */
export interface DocumentedReport extends Report {
  readonly document: ReportDocument;
}

/** What of a format says which parts are read. */
type Shown = Pick<Format, "isOfCells" | "hasClaims" | "hasErrors">;

/**
 * Tables and figures with all that stands behind their cells, as one document. Writes nothing.
 * @param format what it shows beside cells: only that is read.
 * @throws AmtlError as `report`.
 */
export async function reportDocument(
  request: SelectionRequest,
  format: Shown = {},
): Promise<DocumentedReport> {
  return await documentOf(await selectReported(request), request, format);
}

/** The same of a selection that was made already. */
export async function documentOf(
  { selection, ...beside }: ReportedSelection,
  request: SelectionRequest,
  { isOfCells, hasClaims, hasErrors }: Shown,
): Promise<DocumentedReport> {
  const root = resultsRoot(request.results);
  const files = readOnce();
  const found = await reportOf(selection, request, false, files, beside);
  const isWhole = (request.only ?? []).length === 0;
  const tables = found.tables.map(({ view, whole }) => (isWhole ? whole : view));
  const runs = isOfCells === undefined ? await runsBehind(root, found.states, files) : [];
  const claims =
    hasClaims === undefined ? {} : await claimsFor(tables, request, files, selection.items);
  const errors =
    hasErrors === undefined
      ? undefined
      : await errorsBehind(selection.items, evaluationsIn(root, files));
  const facts = hasErrors === undefined ? {} : await factsBehind(selection, root, files);
  const document = {
    ...{ made: await madeBy(), tables, runs },
    ...claims,
    ...(errors !== undefined && { errors }),
    ...facts,
  };
  return { ...found, document };
}

/** What the paper claims of the tables, or why that is not tested. Its settings are the profile's own. */
async function claimsFor(
  tables: readonly ReportTable[],
  { profile, seeds, results }: SelectionRequest,
  files: RunFiles,
  items: Selection["items"],
): Promise<Pick<ReportDocument, "claims" | "withoutClaims">> {
  const { claimsAbout, tested } = await import("../claims/claims.js");
  const wanted = await claimsAbout(tables.map(({ id }) => id));
  if (wanted.length === 0) return { withoutClaims: "none is about what this page shows" };
  if (tables.some(({ settings }) => settings.length > 0)) {
    const withoutClaims = "not tested, as the tables have settings that are not the profile's own";
    return { withoutClaims };
  }
  return { claims: await tested(wanted, { profile, seeds, results }, files, items) };
}

/** The program's version and commit. */
async function madeBy(): Promise<Made> {
  const root = projectRoot();
  const manifest = await readJsonOr(join(root, "package.json"), fields({ version: text }));
  return { version: manifest?.version ?? "unknown", ...(await revisionOf(root)) };
}
