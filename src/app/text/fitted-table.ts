import { textTable } from "../../base/text/table.js";
import { widthLimit } from "./width.js";

/** A table of words and numbers that fits this terminal. */
export const fittedTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left?: number | readonly number[],
): string => textTable(head, rows, left, widthLimit());
