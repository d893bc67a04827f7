import { contentOf } from "../document/content.js";
import { ofTables, type ReportDocument } from "../document/document.js";
import type { ReportTable } from "../table.js";
import type { Format } from "./format.js";

const textOf = (document: ReportDocument): string =>
  `${JSON.stringify(contentOf(document), null, 2)}\n`;

/** The whole report, with the value of every seed (docs/report.schema.json). */
export const json = {
  id: "json",
  extension: "json",
  isDefault: false,
  shows: "table",
  render: (table: ReportTable) => textOf(ofTables([table])),
  together: textOf,
} satisfies Format;
