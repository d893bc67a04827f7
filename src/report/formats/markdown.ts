import { notesOf } from "../notes.js";
import { scaleOf, type ReportTable } from "../table.js";
import { oneLine } from "../one-line.js";
import { bothTexts } from "./cell-text.js";
import type { Format } from "./format.js";
import { verdictLines, verdictNotes } from "./verdict-text.js";

/** A table of GitHub's Markdown: one head line, whose outer levels stand before the inner one. */
export const markdown = {
  id: "markdown",
  extension: "md",
  isDefault: false,
  shows: "table",
  render: (table: ReportTable) => {
    const { id, title, columns, rows, cells } = table;
    const line = (texts: readonly string[]): string => `| ${texts.map(escape).join(" | ")} |`;
    return [
      `**${escape(`${id}: ${title}`)}** (${escape(scaleOf(table))}; in brackets the paper's)`,
      "",
      ...verdictLines(table).flatMap((each) => [escape(each), ""]),
      line(["", ...columns.map(({ heading }) => heading.join(" "))]),
      `|---|${columns.map(() => "--:|").join("")}`,
      ...cells.map((each, row) => line([rows[row], ...each.map(bothTexts)])),
      "",
      ...[...verdictNotes(table), ...notesOf(table)].map((note) => `- ${escape(note)}`),
      "",
    ].join("\n");
  },
} satisfies Format;

const escape = (text: string): string => oneLine(text).replaceAll(/[\\|*_`<[\]]/g, "\\$&");
