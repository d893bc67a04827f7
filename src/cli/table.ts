import Table from "cli-table3";

/** Rows of text under a head, without colours, so that a pipe gets the same bytes; all columns but the first `left` to the right. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left = 1,
): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column < left ? "left" : "right")),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
