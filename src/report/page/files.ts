import { csv } from "../formats/csv.js";
import { latex } from "../formats/latex.js";
import { markdown } from "../formats/markdown.js";
import type { ReportTable } from "../table.js";

const FORMATS = [csv, markdown, latex] as const;

/** The files that the page gives out, by table and end: the bytes that the command line writes. */
export const filesOf = (
  tables: readonly ReportTable[],
): Readonly<Record<string, Readonly<Record<string, string>>>> =>
  Object.fromEntries(
    tables.map((table) => [
      table.id,
      Object.fromEntries(FORMATS.map(({ extension, render }) => [extension, render(table)])),
    ]),
  );

const NAMES: Readonly<Record<string, string>> = { csv: "CSV", md: "Markdown", tex: "LaTeX" };

/** Buttons that copy and save a table's files; only a script can. @param table none: all tables in one. */
export function fileButtons(table: ReportTable | null): string {
  const of = table === null ? "" : ` data-table="${table.id}"`;
  const name = table?.id ?? "all tables";
  const each = FORMATS.flatMap(({ extension }) => {
    const label = NAMES[extension];
    return [
      `<button type="button" data-copy="${extension}"${of} aria-label="copy ${label} of ${name}">copy ${label}</button>`,
      `<button type="button" data-save="${extension}"${of} aria-label="save ${label} of ${name}">save ${label}</button>`,
    ];
  });
  const more =
    table === null
      ? '<button type="button" data-save="json">save JSON</button>'
      : table.x === null
        ? ""
        : `<button type="button" data-save="svg"${of} aria-label="save SVG of ${name}">save SVG</button>`;
  return `<p class="files" data-script hidden>${each.join("")}${more}</p>`;
}
