/**
 * Rows of text under a head, without colours, so that a pipe gets the same bytes. Not by cli-table3, which takes
 * longer to draw a plan of 44 runs than the plan takes to make.
 *
 * @param left the columns of words, or how many of the first are; the others are numbers and go to the right.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left: number | readonly number[] = 1,
): string {
  const isLeft = (column: number) =>
    typeof left === "number" ? column < left : left.includes(column);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => widthOf(row[column]))),
  );
  const rule = (start: string, cross: string, end: string): string =>
    start + widths.map((width) => "─".repeat(width + 2)).join(cross) + end;
  const lineOf = (row: readonly string[]): string =>
    `│${row.map((text, column) => ` ${pad(text, widths[column], isLeft(column))} `).join("│")}│`;
  return [
    rule("┌", "┬", "┐"),
    lineOf(head),
    ...(rows.length === 0 ? [] : [rule("├", "┼", "┤"), ...rows.map(lineOf)]),
    rule("└", "┴", "┘"),
  ].join("\n");
}

function pad(text: string, width: number, isLeft: boolean): string {
  const space = " ".repeat(width - widthOf(text));
  return isLeft ? text + space : space + text;
}

/** Characters that take two columns of a terminal: East Asian ones, and emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u;

/** Columns of a terminal that the text takes. */
function widthOf(text: string): number {
  // Nearly every text passes this look, and the pattern above takes a while to build.
  if (/^[\u0020-\u024f\u2010-\u22ff]*$/.test(text)) return text.length;
  const visible = Array.from(text.replaceAll(/\p{Mark}/gu, ""));
  return visible.reduce((sum, each) => sum + (WIDE.test(each) ? 2 : 1), 0);
}
