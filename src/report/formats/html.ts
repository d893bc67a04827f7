import { xmlText } from "../../base/text/xml-text.js";
import { notesOf } from "../notes.js";
import { headLines, scaleOf, type ReportTable } from "../table.js";
import { oursText, paperText } from "./cell-text.js";
import type { Format } from "./format.js";

/** A table element without style, for a page of one's own. */
export const html = {
  id: "html",
  extension: "html",
  isDefault: false,
  shows: "table",
  render: (table: ReportTable) => {
    const { id, title, columns, rows, cells } = table;
    const head = headLines(columns).map((spans) => {
      const each = spans.map(({ text, width }) =>
        width === 1 ? `<th>${escape(text)}</th>` : `<th colspan="${width}">${escape(text)}</th>`,
      );
      return `    <tr><th></th>${each.join("")}</tr>`;
    });
    const body = cells.map((line, row) => {
      const each = line.map((cell) =>
        cell === null
          ? "<td></td>"
          : `<td>${escape(oursText(cell))}<br><small>${escape(paperText(cell))}</small></td>`,
      );
      return `    <tr><th scope="row">${escape(rows[row])}</th>${each.join("")}</tr>`;
    });
    return [
      `<table id="${escape(id)}">`,
      `  <caption>${escape(title)} (${escape(scaleOf(table))}; below each number the paper's)</caption>`,
      "  <thead>",
      ...head,
      "  </thead>",
      "  <tbody>",
      ...body,
      "  </tbody>",
      "</table>",
      ...notesOf(table).map((note) => `<p>${escape(note)}</p>`),
      "",
    ].join("\n");
  },
} satisfies Format;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escape = (text: string): string =>
  xmlText(text).replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]);
