import type { ReportTable } from "../table.js";
import { escaped } from "./markup.js";

/** A figure as a picture; its numbers stand in the table below it. @param svg its file; none for a table, and where nothing is drawn. */
export function figureMarkup({ id, title }: ReportTable, svg: string | undefined): string {
  if (svg === undefined) return "";
  const label = escaped(`${id}: ${title}. The numbers are in the table below.`);
  return `<figure role="img" aria-label="${label}">${inPage(svg)}</figure>`;
}

/** A picture as it stands in a page, where the element around it says what it shows. */
export const inPage = (svg: string): string =>
  svg.trim().replace('class="marks"', 'class="figure" aria-hidden="true"');
