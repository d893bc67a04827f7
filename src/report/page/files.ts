import { figureOf, hasPoints } from "../figure/data.js";
import { csv } from "../formats/csv.js";
import { latex } from "../formats/latex.js";
import { markdown } from "../formats/markdown.js";
import { svg } from "../formats/svg.js";
import type { ReportTable } from "../table.js";

const FORMATS = [csv, markdown, latex] as const;

/** A table's files by the ends of their names. */
export type TableFiles = Readonly<Record<string, string | undefined>>;

/** The files that the page gives out, by table: the bytes that the command line writes. A figure without points has no picture. */
export async function filesOf(
  tables: readonly ReportTable[],
): Promise<Readonly<Record<string, TableFiles>>> {
  const all: [string, TableFiles][] = [];
  for (const table of tables) {
    const files = FORMATS.map(({ extension, render }) => [extension, render(table)] as const);
    const isDrawn = figureOf(table)?.series.some(hasPoints) === true;
    const pictures = isDrawn ? [[svg.extension, await svg.render(table)] as const] : [];
    all.push([table.id, Object.fromEntries([...files, ...pictures])]);
  }
  return Object.fromEntries(all);
}

const NAMES: Readonly<Record<string, string>> = { csv: "CSV", md: "Markdown", tex: "LaTeX" };

/** Buttons that copy and save a table's files; only a script can. @param table none: all tables in one. */
export function fileButtons(table: ReportTable | null, files: TableFiles = {}): string {
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
      : files[svg.extension] === undefined
        ? ""
        : `<button type="button" data-save="svg"${of} aria-label="save SVG of ${name}">save SVG</button>`;
  return `<p class="files" data-script hidden>${each.join("")}${more}</p>`;
}
