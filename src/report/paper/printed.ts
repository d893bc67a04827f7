import { readFile } from "node:fs/promises";
import { parseJson } from "../../base/read-json.js";
import { paperTable } from "./shape.js";
import type { PaperCell, PaperTable } from "./paper-table.js";

/** Ids of the paper's tables, in its order. */
export const PAPER_TABLES: readonly string[] = Array.from(
  { length: 13 },
  (_, index) => `table${index + 1}`,
);

/** Ids of the paper's figures that show results. */
export const PAPER_FIGURES: readonly string[] = ["fig1a", "fig1b", "fig4", "fig5", "fig6"];

/** Figures of which the text states some points. */
const STATED: readonly string[] = ["fig4", "fig5", "fig6"];

export const isPaperTable = (id: string): boolean => PAPER_TABLES.includes(id);

/** Whether the paper prints numbers under this id: a table, or a figure with stated points. */
export const isPrinted = (id: string): boolean => isPaperTable(id) || STATED.includes(id);

/** A table as the paper prints it, or what it states of a figure. @param id one that {@link isPrinted}. */
export async function readPaperTable(id: string): Promise<PaperTable> {
  // Beside this file, compiled or not: tsc copies them. An import would print a warning on Node 20.
  const file = new URL(`printed/${id}.json`, import.meta.url);
  const read = parseJson(await readFile(file, "utf8"), paperTable);
  if (read.state === "damaged") throw new Error(`Expected the paper's ${id}, got: ${read.why}`);
  return read.value;
}

/** The number as the paper prints it, with its decimals; empty for a dash. */
export const printedText = ({ value, decimals }: PaperCell): string =>
  value === null ? "" : value.toFixed(decimals);
