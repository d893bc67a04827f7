import { notesOf } from "../notes.js";
import { scaleOf, type ReportTable } from "../table.js";
import { markdownCell, markdownLine } from "../markdown-line.js";
import { bothTexts } from "./cell-text.js";
import type { Format } from "./format.js";
import { statusLines } from "./status-lines.js";
import { verdictNotes } from "./verdict-text.js";

/** A table of GitHub's Markdown: one head line, whose outer levels stand before the inner one. */
export const markdown = {
  id: "markdown",
  extension: "md",
  isDefault: false,
  shows: "table",
  isOfCells: true,
  render: (table: ReportTable) => {
    const { id, title, columns, rows, cells } = table;
    const line = (texts: readonly string[]): string => markdownLine(texts.map(markdownCell));
    return [
      `**${markdownCell(`${id}: ${title}`)}** (${markdownCell(scaleOf(table))}; in brackets the paper's)`,
      "",
      ...statusLines(table).flatMap((each) => [markdownCell(each), ""]),
      line(["", ...columns.map(({ heading }) => heading.join(" "))]),
      `|---|${columns.map(() => "--:|").join("")}`,
      ...cells.map((each, row) => line([rows[row], ...each.map(bothTexts)])),
      "",
      ...[...verdictNotes(table), ...notesOf(table)].map((note) => `- ${markdownCell(note)}`),
      "",
    ].join("\n");
  },
} satisfies Format;
