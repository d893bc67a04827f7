import { ofTables, type ReportDocument } from "../document/document.js";
import type { ReportTable } from "../table.js";
import type { Format } from "./format.js";

/** Loaded where a page is made: its figures need what draws. */
async function page(document: ReportDocument): Promise<string> {
  const [{ pageOf }, { readAssets }] = await Promise.all([
    import("../page/page.js"),
    import("../page/assets.js"),
  ]);
  return await pageOf(document, await readAssets());
}

/** A page of its own: one file that asks for nothing. */
export const html = {
  id: "html",
  extension: "html",
  isDefault: false,
  shows: "table",
  hasClaims: true,
  hasErrors: true,
  render: (table: ReportTable) => page(ofTables([table])),
  together: page,
} satisfies Format;
