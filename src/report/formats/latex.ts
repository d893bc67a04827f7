import { notesOf } from "../notes.js";
import { headLines, scaleOf, type ReportTable, type Span } from "../table.js";
import { oneLine } from "../one-line.js";
import { bothTexts } from "./cell-text.js";
import type { Format } from "./format.js";

/** A table for the package booktabs; outer headings span their columns. */
export const latex = {
  id: "latex",
  extension: "tex",
  isDefault: false,
  shows: "table",
  render: (table: ReportTable) => {
    const { id, title, columns, rows, cells } = table;
    return [
      "% needs \\usepackage{booktabs}",
      "\\begin{table}",
      "  \\centering",
      `  \\caption{${escape(title)} (${escape(scaleOf(table))}; in brackets the paper's).}`,
      `  \\label{tab:${id}}`,
      `  \\begin{tabular}{l${"r".repeat(columns.length)}}`,
      "    \\toprule",
      ...headOf(table),
      "    \\midrule",
      ...cells.map((each, row) => lineOf([rows[row], ...each.map(bothTexts)].map(escape))),
      "    \\bottomrule",
      "  \\end{tabular}",
      ...notesOf(table).map((note) => `  % ${oneLine(note)}`),
      "\\end{table}",
      "",
    ].join("\n");
  },
} satisfies Format;

const lineOf = (texts: readonly string[]): string => `    ${texts.join(" & ")} \\\\`;

/** The head's lines, with a rule below each heading that spans several columns. */
const headOf = ({ columns }: ReportTable): readonly string[] =>
  headLines(columns).flatMap((spans) => [lineOf(["", ...spans.map(spanText)]), ...rulesOf(spans)]);

const spanText = ({ text, width }: Span): string =>
  width === 1 ? escape(text) : `\\multicolumn{${width}}{c}{${escape(text)}}`;

function rulesOf(spans: readonly Span[]): readonly string[] {
  let column = 2;
  const rules: string[] = [];
  for (const { width } of spans) {
    if (width > 1) rules.push(`\\cmidrule(lr){${column}-${column + width - 1}}`);
    column += width;
  }
  return rules.length === 0 ? [] : [`    ${rules.join(" ")}`];
}

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "±": "$\\pm$",
  "→": "$\\rightarrow$",
};
const escape = (text: string): string =>
  oneLine(text).replaceAll(/[\\~^±→&%$#_{}]/g, (sign) => SPECIAL[sign] ?? `\\${sign}`);
