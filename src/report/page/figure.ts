import type { ReportTable } from "../table.js";
import { escaped } from "./markup.js";

/** A figure as a picture; its numbers stand in the table below it. @param svg its file; none for a table, and where nothing is drawn. */
export function figureMarkup({ id, title }: ReportTable, svg: string | undefined): string {
  if (svg === undefined) return "";
  const label = escaped(`${id}: ${title}. The numbers are in the table below.`);
  const picture = svg.trim().replace('class="marks"', 'class="figure" aria-hidden="true"');
  return `<figure role="img" aria-label="${label}">${picture}</figure>`;
}
