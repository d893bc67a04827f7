import { figureOf, hasPoints } from "../figure/data.js";
import { renderSvg } from "../figure/draw.js";
import { figureSpec } from "../figure/spec.js";
import type { ReportTable } from "../table.js";
import { escaped } from "./markup.js";

/** A figure as a picture; its numbers stand in the table below it. Empty for a table, and where nothing is to be drawn. */
export async function figureMarkup(table: ReportTable): Promise<string> {
  const figure = figureOf(table);
  if (figure?.series.some(hasPoints) !== true) return "";
  const svg = (await renderSvg(figureSpec(figure))).trim();
  const label = escaped(`${figure.id}: ${figure.title}. The numbers are in the table below.`);
  return `<figure role="img" aria-label="${label}">${svg.replace('class="marks"', 'class="figure" aria-hidden="true"')}</figure>`;
}
