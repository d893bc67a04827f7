import { numberOf, type ReportCell } from "../cell.js";
import { csvRow } from "../csv-row.js";

/** Our number as siunitx reads it, "73.31(22)", the spread in units of the last digit; null where there is none. */
export function latexNumber(cell: ReportCell): string | null {
  const { ours_mean: mean, ours_std: std } = csvRow(cell);
  if (mean === "") return null;
  return std === "" ? mean : `${mean}(${inLastDigits(std)})`;
}

/** "0.22" as "22". */
const inLastDigits = (std: string): string => String(Math.round(Number(std) * 100));

/** The option of an S column that has room for every number of these cells: "table-format = 2.2(2)". */
export function latexColumn(cells: readonly ReportCell[]): string {
  const texts = cells.flatMap((cell) => [
    ...(numberOf(cell.ours) === null ? [] : [csvRow(cell).ours_mean]),
    ...(cell.paper === null || cell.paper.text === "" ? [] : [cell.paper.text]),
  ]);
  if (texts.length === 0) return "c";
  const digits = (of: (parts: readonly string[]) => string | undefined): number =>
    Math.max(...texts.map((text) => (of(text.replace("-", "").split(".")) ?? "").length));
  const sign = texts.some((text) => text.startsWith("-")) ? "-" : "";
  const decimals = digits(([, fraction]) => fraction);
  const spread = Math.max(
    0,
    ...cells.map((cell) => {
      const { ours_std: std } = csvRow(cell);
      return std === "" ? 0 : Math.max(2, inLastDigits(std).length);
    }),
  );
  const form = `${sign}${digits(([whole]) => whole)}.${decimals}${spread === 0 ? "" : `(${spread})`}`;
  return `S[table-format = ${form}]`;
}

/**
 * One macro a number: `\amtl{table4/r11/c1}` is the mean, with `/std`, `/n`, `/paper`, `/delta` and `/verdict` after it
 * the rest, so that a text never retypes one.
 */
export function latexMacros(cells: readonly ReportCell[]): readonly string[] {
  return [
    "\\providecommand{\\amtlset}[2]{\\expandafter\\def\\csname amtl@#1\\endcsname{#2}}",
    "\\providecommand{\\amtl}[1]{\\ifcsname amtl@#1\\endcsname\\csname amtl@#1\\endcsname\\else\\textbf{??}\\fi}",
    ...cells.flatMap((cell) => {
      const row = csvRow(cell);
      const values = [
        ["", row.ours_mean],
        ["/std", row.ours_std],
        ["/n", row.ours_mean === "" ? "" : row.n_seeds],
        ["/paper", row.paper],
        ["/delta", row.delta],
        ["/verdict", row.verdict],
      ] as const;
      return values
        .filter(([, value]) => value !== "")
        .map(([end, value]) => `\\amtlset{${macroName(cell.cell)}${end}}{${value}}`);
    }),
  ];
}

/** The id of a cell without what TeX reads as a command. */
const macroName = (id: string): string => id.replaceAll(/[\\{}%#~^$&_\s]+/g, "-");
