import type { ReportDocument } from "../document/document.js";
import { notesOf } from "../notes.js";
import { headLines, scaleOf, type ReportTable, type Span } from "../table.js";
import { oursText, sourceMark } from "./cell-text.js";
import type { Format } from "./format.js";
import { latexColumn, latexMacros, latexNumber } from "./latex-numbers.js";
import { latexText } from "./latex-text.js";
import { groupsOf } from "./row-groups.js";
import { statusLines } from "./status-lines.js";
import { verdictMark, verdictNotes } from "./verdict-text.js";
import type { ReportCell } from "../cell.js";

/** A table for booktabs and siunitx: each row ours and, below it, the paper's; every number as a macro too. */
export const latex = {
  id: "latex",
  extension: "tex",
  isDefault: false,
  shows: "table",
  isOfCells: true,
  render: (table: ReportTable) => `${[...PREAMBLE, ...tableLines(table)].join("\n")}\n`,
  together: ({ tables }: ReportDocument) =>
    `${[...PREAMBLE, ...tables.flatMap((table) => ["", ...tableLines(table)])].join("\n")}\n`,
} satisfies Format;

const PREAMBLE = [
  "% needs \\usepackage{booktabs,graphicx,siunitx} (siunitx 3)",
  "% in the text, \\amtl{CELL} is a number of this file: its mean; CELL/std, /n, /paper, /delta, /verdict the rest",
];

const tableLines = (table: ReportTable): readonly string[] => {
  const { id, title, columns, list, cells } = table;
  const body = bodyOf(table);
  return [
    ...latexMacros(list),
    "\\begin{table}",
    "  \\centering",
    `  \\caption{${latexText(title)} (${latexText(scaleOf(table))}).}`,
    `  \\label{tab:${id}}`,
    `  ${sizeOf(body.length)}`,
    "  \\sisetup{uncertainty-mode = separate, table-align-text-after = false, mode = text, reset-text-series = false, text-series-to-math = true}",
    // Only a table that is too wide is made smaller.
    "  \\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%",
    `  \\begin{tabular}{l${columns.map((_, at) => latexColumn(cells.flatMap((line) => line[at] ?? []))).join("")}}`,
    "    \\toprule",
    ...headOf(table),
    "    \\midrule",
    ...body,
    "    \\bottomrule",
    "  \\end{tabular}}",
    ...latexNotes(table).map(
      (note) =>
        `  \\par\\smallskip\\parbox{\\linewidth}{\\footnotesize\\raggedright ${latexText(note)}}`,
    ),
    "\\end{table}",
  ];
};

const latexNotes = (table: ReportTable): readonly string[] => [
  ...statusLines(table),
  ...(table.list.some(({ judgement }) => judgement?.tier === 1)
    ? ["Bold: the best of its column, and all that no test tells from it."]
    : []),
  ...verdictNotes(table),
  ...notesOf(table),
];

/** So that a long table stays on its page. */
const sizeOf = (lines: number): string =>
  lines > 50 ? "\\scriptsize" : lines > 36 ? "\\footnotesize" : "\\small";

const lineOf = (texts: readonly string[]): string => `    ${texts.join(" & ")} \\\\`;

/** The rows, those that belong together below their common name. */
function bodyOf({ rows, cells, columns }: ReportTable): readonly string[] {
  const groups = groupsOf(rows);
  return rows.flatMap((row, at) => {
    const group = groups?.[at].group;
    const begins = group !== undefined && group !== groups?.[at - 1]?.group;
    const indent = group === undefined ? "" : "\\quad ";
    const line = cells[at];
    const isOurs = line.some((cell) => cell !== null && cell.ours.kind !== "no-experiment");
    const isPrinted = line.some((cell) => cell?.paper != null);
    const name = `${indent}${latexText(groups?.[at].name ?? row)}`;
    const paper = line.map(paperField);
    return [
      ...(begins
        ? [
            ...(at === 0 ? [] : ["    \\addlinespace"]),
            lineOf([`\\multicolumn{${1 + columns.length}}{l}{${latexText(group)}}`]),
          ]
        : []),
      ...(isOurs ? [lineOf([name, ...line.map(oursField)])] : []),
      ...(isPrinted ? [lineOf([isOurs ? `${indent}\\quad paper` : name, ...paper])] : []),
    ];
  });
}

function oursField(cell: ReportCell | null): string {
  if (cell === null) return "";
  const number = latexNumber(cell);
  if (number === null) return `{${latexText(oursText(cell))}}`;
  const { ours } = cell;
  const part = ours.kind === "value" && ours.waiting > 0;
  // The best of its column, and all that no test tells from it.
  const bold = cell.judgement?.tier === 1 ? "\\bfseries " : "";
  return part
    ? `${bold}${number}{\\rlap{\\textsuperscript{${ours.aggregate.n}/${ours.aggregate.n + ours.waiting}}}}`
    : `${bold}${number}`;
}

function paperField(cell: ReportCell | null): string {
  if (cell?.paper == null) return "";
  if (cell.paper.text === "") return "{--}";
  const mark = `${sourceMark(cell.paper.source)}${latexText(verdictMark(cell))}`;
  return mark === "" ? cell.paper.text : `${cell.paper.text}{\\rlap{\\textsuperscript{${mark}}}}`;
}

/** The head's lines, with a rule below each heading that spans several columns. */
const headOf = ({ columns }: ReportTable): readonly string[] =>
  headLines(columns).flatMap((spans) => [lineOf(["", ...spans.map(spanText)]), ...rulesOf(spans)]);

/** An S column takes what is in braces for text. */
const spanText = ({ text, width }: Span): string =>
  width === 1 ? `{${latexText(text)}}` : `\\multicolumn{${width}}{c}{${latexText(text)}}`;

function rulesOf(spans: readonly Span[]): readonly string[] {
  let column = 2;
  const rules: string[] = [];
  for (const { width } of spans) {
    if (width > 1) rules.push(`\\cmidrule(lr){${column}-${column + width - 1}}`);
    column += width;
  }
  return rules.length === 0 ? [] : [`    ${rules.join(" ")}`];
}
