import { join } from "node:path";
import { renderDocument } from "../../report/document/render.js";
import type { Format } from "../../report/formats/format.js";
import { formatOfFile } from "../../report/formats/index.js";
import type { ReportTable } from "../../report/table.js";
import { writeWhole } from "../../report/write.js";
import type { DamagedRun } from "../../state/planned.js";
import type { SelectionRequest } from "../select/request.js";
import { againstResults, checkAgainst } from "./against.js";
import { withoutPlaces } from "./anonymous.js";
import { reportDocument, type DocumentedReport } from "./document.js";
import { paperDocument } from "./paper.js";
import { tablesFolder } from "./report.js";

/** A report as one file. */
export interface OutRequest {
  /** Its path, or "-": it is not written. */
  readonly out: string;
  /** The id of its format; none: that of the path's end, and text for "-". */
  readonly formats: readonly string[];
  /** Whether names of hosts, paths, commits and dates are left out. */
  readonly anonymous: boolean;
  /** Whether the paper's own numbers are shown, without any of ours. */
  readonly paper: boolean;
  /** A report as JSON or as a page, in the results folder's place. */
  readonly from?: string | undefined;
  /** Another results folder that a page is held against; absent: none. */
  readonly against?: string | undefined;
  /** Seconds after which a page reads itself again; absent: never. */
  readonly refresh?: number | undefined;
}

export interface OneFile {
  readonly format: string;
  readonly content: string;
  readonly tables: readonly ReportTable[];
  readonly damaged: readonly DamagedRun[];
  /** Cells that have no result yet, or not from every seed. */
  readonly incomplete: number;
}

/** Where a page is written that is only to be looked at: beside the tables. */
export const reportPage = (selection: SelectionRequest): string =>
  join(tablesFolder(selection, selection.profile ?? "smoke"), "report.html");

/**
 * Tables and figures as one file, in any format. Nothing else is written.
 * @throws AmtlError as `report`, (2) for an unknown format, (4) when the file cannot be written.
 */
export async function reportOut(
  selection: SelectionRequest,
  names: readonly string[],
  request: OutRequest,
): Promise<OneFile> {
  const { out, formats, refresh, against, anonymous } = request;
  const format = formatOfFile(out, formats);
  if (against !== undefined) await checkAgainst(against, format, request);
  const {
    document: own,
    damaged,
    incomplete,
  } = await documented(selection, names, request, format);
  const document =
    against === undefined
      ? own
      : { ...own, against: await againstResults(selection, own, { against, anonymous }) };
  const shown = refresh === undefined || incomplete === 0 ? document : { ...document, refresh };
  const content = await renderDocument(format, shown);
  if (out !== "-") await writeWhole(out, content);
  return { format: format.id, content, tables: document.tables, damaged, incomplete };
}

async function documented(
  selection: SelectionRequest,
  names: readonly string[],
  { anonymous, paper, from }: OutRequest,
  format: Format,
): Promise<Pick<DocumentedReport, "document" | "damaged" | "incomplete">> {
  if (paper) return { document: await paperDocument(names), damaged: [], incomplete: 0 };
  const found = from === undefined ? await reportDocument(selection, format) : await readBack(from);
  return anonymous ? { ...found, document: withoutPlaces(found.document) } : found;
}

async function readBack(
  from: string,
): Promise<Pick<DocumentedReport, "document" | "damaged" | "incomplete">> {
  const { readDocument } = await import("../../report/document/read.js");
  const withoutClaims =
    "not shown, as this page was made of a report: they are tested on the runs of a results folder, each document of each seed, which a report does not hold";
  return { document: { ...(await readDocument(from)), withoutClaims }, damaged: [], incomplete: 0 };
}
