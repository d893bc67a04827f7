import { stripVTControlCharacters } from "node:util";

/**
 * Rows of text under a head, with the bytes of cli-table3's compact style. Not by that library: it takes longer to
 * draw the 44 runs of a plan than the plan takes to make.
 *
 * @param head may have several lines, as each text of the rows; colours (ANSI) take no room.
 * @param left the columns of words, or how many of the first are; the others are numbers and go to the right.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left: number | readonly number[] = 1,
): string {
  const isLeft = (column: number): boolean =>
    typeof left === "number" ? column < left : left.includes(column);
  const [headLines = [], ...rowLines] = [head, ...rows].map(linesOf);
  const widths = head.map((_, column) =>
    Math.max(...[headLines, ...rowLines].flat().map((line) => widthOf(line[column]))),
  );
  const rule = (start: string, cross: string, end: string): string =>
    start + widths.map((width) => "─".repeat(width + 2)).join(cross) + end;
  const draw = (line: readonly string[]): string =>
    `│${line.map((text, column) => ` ${pad(text, widths[column], isLeft(column))} `).join("│")}│`;
  return [
    rule("┌", "┬", "┐"),
    ...headLines.map(draw),
    ...(rows.length === 0 ? [] : [rule("├", "┼", "┤"), ...rowLines.flat().map(draw)]),
    rule("└", "┴", "┘"),
  ].join("\n");
}

/** The lines that a row takes, as many as its highest cell has: [lines, columns]. */
function linesOf(row: readonly string[]): readonly (readonly string[])[] {
  const cells = row.map((text) => text.split("\n"));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => cells.map((lines) => lines.at(at) ?? ""));
}

function pad(text: string, width: number, isLeft: boolean): string {
  const space = " ".repeat(width - widthOf(text));
  return isLeft ? text + space : space + text;
}

/** Characters that take two columns of a terminal: East Asian ones, and emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u;

/** Columns of a terminal that a line takes. */
function widthOf(line: string): number {
  // Nearly every text passes this look, and the pattern above takes a while to build.
  if (/^[\u0020-\u024f\u2010-\u22ff]*$/.test(line)) return line.length;
  const visible = Array.from(stripVTControlCharacters(line).replaceAll(/\p{Mark}/gu, ""));
  return visible.reduce((sum, each) => sum + (WIDE.test(each) ? 2 : 1), 0);
}
