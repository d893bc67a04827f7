import { badInput } from "../../base/errors.js";
import type { Format } from "../formats/format.js";
import type { ReportDocument } from "./document.js";

/**
 * A document in one form.
 * @throws AmtlError (2) where a picture of several figures, or of none, is asked for.
 */
export async function renderDocument(format: Format, document: ReportDocument): Promise<string> {
  const { tables } = document;
  if (format.shows === "figure") {
    const figures = tables.filter(({ x }) => x !== null);
    if (figures.length !== 1) {
      throw badInput(`Expected one figure for ${format.id}`, {
        where: "--format",
        expected: "a figure such as fig4",
        got: tables.map(({ id }) => id).join(", "),
        fix: "amtl-run report fig4 --format svg --out fig4.svg; html shows tables and figures together",
      });
    }
    return await format.render(figures[0]);
  }
  if (tables.length === 1 && format.together === undefined) return await format.render(tables[0]);
  if (format.together !== undefined) return await format.together(document);
  const parts: string[] = [];
  for (const table of tables) parts.push(await format.render(table));
  return parts.join("\n");
}
