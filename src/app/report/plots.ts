import { join } from "node:path";
import { fileName } from "../../base/text/file-name.js";
import { csvText, labelText } from "../../report/csv-text.js";
import type { PlotContent } from "../../report/plots/plot.js";
import { writeWhole } from "../../report/write.js";
import type { SelectionRequest } from "../select/request.js";
import { reportDocument } from "./document.js";
import { tablesFolder } from "./report.js";

/** What became of a plot of a table. */
export type WrittenPlot = { readonly table: string; readonly plot: string } & (
  | { readonly files: readonly string[] }
  /** Nothing was written. */
  | { readonly lacks: string }
);

/**
 * Draws plots of tables from the results that are there: for each `table4.seed-spread.svg`, and beside it the numbers
 * that are drawn as CSV. Trains nothing; one without data writes nothing.
 *
 * @param ids of plots; `all` means each.
 * @throws AmtlError as `report`, (2) for an unknown plot, (4) when a file cannot be written.
 */
export async function writePlots(
  request: SelectionRequest,
  ids: readonly string[],
): Promise<readonly WrittenPlot[]> {
  const { plotsFor } = await import("../../report/plots/index.js");
  const plots = plotsFor(ids);
  const { document, profile } = await reportDocument(request);
  const runs = new Map(document.runs.map((run) => [run.id, run]));
  const folder = tablesFolder(request, profile);
  const only = (request.only ?? []).map(({ axis, values }) => `${axis}=${values.join("+")}`);
  const written: WrittenPlot[] = [];
  for (const table of document.tables) {
    for (const plot of plots) {
      const place = { table: table.id, plot: plot.id };
      const content = plot.of({ table, runs });
      const name = fileName([table.id, ...table.settings, ...only, plot.id]);
      written.push(
        content.kind === "empty"
          ? { ...place, lacks: content.why }
          : { ...place, files: await writeFiles(join(folder, name), content) },
      );
    }
  }
  return written;
}

async function writeFiles(
  path: string,
  { spec, lines }: Extract<PlotContent, { kind: "drawn" }>,
): Promise<readonly string[]> {
  const { renderSvg } = await import("../../report/figure/draw.js");
  const files = { [`${path}.svg`]: await renderSvg(spec), [`${path}.csv`]: csvOf(lines) };
  for (const [file, content] of Object.entries(files)) await writeWhole(file, content);
  return Object.keys(files);
}

/** A negative number stays one; only words may look like a formula. */
const csvOf = (lines: readonly (readonly string[])[]): string =>
  csvText(lines.map((line) => line.map((text) => (isNumber(text) ? text : labelText(text)))));

const isNumber = (text: string): boolean => text !== "" && Number.isFinite(Number(text));
