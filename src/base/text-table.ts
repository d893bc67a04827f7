import Table from "cli-table3";

/**
 * Rows of text under a head, drawn for a terminal.
 *
 * @param head may have several lines, as each text of the rows; colours (ANSI) take no room.
 * @param rows texts of each column, or one text for a line across all columns.
 * @param left the columns of words, or how many of the first are; the others are numbers and go to the right.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[] | string)[],
  left: number | readonly number[] = 1,
): string {
  const isLeft = (column: number): boolean =>
    typeof left === "number" ? column < left : left.includes(column);
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (isLeft(column) ? "left" : "right")),
  });
  table.push(
    ...rows.map((row) =>
      typeof row === "string"
        ? [{ content: row, colSpan: head.length, hAlign: "left" as const }]
        : [...row],
    ),
  );
  return table.toString();
}
