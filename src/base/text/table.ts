import Table from "cli-table3";
import { fold } from "./fold.js";
import { textWidth } from "./text-width.js";

/** No column of words is made narrower than this. */
const NARROWEST = 10;

/**
 * Rows of text under a head, drawn for a terminal.
 *
 * @param head may have several lines, as each text of the rows; colours (ANSI) take no room.
 * @param rows texts of each column, or one text for a line across all columns.
 * @param left the columns of words, or how many of the first are; the others are numbers and go to the right.
 * @param width columns that the table may take, where columns of words (without colours) can be made so narrow.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[] | string)[],
  left: number | readonly number[] = 1,
  width = Infinity,
): string {
  const isLeft = (column: number): boolean =>
    typeof left === "number" ? column < left : left.includes(column);
  const widths = columnWidths([head, ...rows], isLeft, width);
  const narrow = (texts: readonly string[]): string[] =>
    texts.map((text, column) => foldCell(text, widths[column] ?? Infinity));
  const table = new Table({
    head: narrow(head),
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (isLeft(column) ? "left" : "right")),
  });
  table.push(
    ...rows.map((row) =>
      typeof row === "string"
        ? [{ content: row, colSpan: head.length, hAlign: "left" as const }]
        : narrow(row),
    ),
  );
  return table.toString();
}

/**
 * The widths of columns whose texts must be folded, by their place; none where all fits. Columns are folded between
 * words first, so that names can be copied; only where that is not enough are words broken, and never those of the
 * first column.
 */
function columnWidths(
  rows: readonly (readonly string[] | string)[],
  isLeft: (column: number) => boolean,
  width: number,
): readonly (number | undefined)[] {
  const widths: number[] = [];
  const words: number[] = [];
  const longest = (parts: readonly string[]): number => Math.max(...parts.map(textWidth));
  for (const row of rows) {
    if (typeof row === "string") continue;
    row.forEach((text, column) => {
      widths[column] = Math.max(widths[column] ?? 0, longest(text.split("\n")));
      words[column] = Math.max(words[column] ?? 0, longest(text.split(/\s/)));
    });
  }
  // Each column has a blank on both sides and a border.
  let excess = widths.reduce((sum, each) => sum + each, 3 * widths.length + 1) - width;
  if (!(excess > 0)) return [];
  const narrow = (least: (column: number) => number): void => {
    for (; excess > 0; excess--) {
      const open = widths.map((each, column) =>
        isLeft(column) && each > Math.max(NARROWEST, least(column)) ? each : 0,
      );
      const most = Math.max(...open);
      if (most === 0) return;
      widths[open.indexOf(most)]--;
    }
  };
  narrow((column) => words[column]);
  narrow((column) => (column === 0 ? words[0] : 0));
  return widths.map((each, column) => (isLeft(column) ? each : undefined));
}

/** A text in lines of that width; a word that is longer is broken. */
const foldCell = (text: string, width: number): string =>
  width === Infinity
    ? text
    : fold(text.replaceAll(new RegExp(`\\S{${width}}(?=\\S)`, "g"), "$& "), width, "");
