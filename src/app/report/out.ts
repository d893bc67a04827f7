import { renderDocument } from "../../report/document/render.js";
import { formatOfFile } from "../../report/formats/index.js";
import type { ReportTable } from "../../report/table.js";
import { writeWhole } from "../../report/write.js";
import type { DamagedRun } from "../../state/planned.js";
import type { SelectionRequest } from "../select/request.js";
import { reportDocument } from "./document.js";
import { paperDocument } from "./paper.js";

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
}

export interface OneFile {
  readonly format: string;
  readonly content: string;
  readonly tables: readonly ReportTable[];
  readonly damaged: readonly DamagedRun[];
}

/**
 * Tables and figures as one file, in any format. Nothing else is written.
 * @throws AmtlError as `report`, (2) for an unknown format, (4) when the file cannot be written.
 */
export async function reportOut(
  selection: SelectionRequest,
  names: readonly string[],
  { out, formats, anonymous, paper }: OutRequest,
): Promise<OneFile> {
  const format = formatOfFile(out, formats);
  const { document, damaged } = paper
    ? { document: await paperDocument(names), damaged: [] }
    : await reportDocument(selection, anonymous);
  const content = await renderDocument(format, document);
  if (out !== "-") await writeWhole(out, content);
  return { format: format.id, content, tables: document.tables, damaged };
}
