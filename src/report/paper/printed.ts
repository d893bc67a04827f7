import { readFile } from "node:fs/promises";
import type { PaperCell, PaperTable } from "./types.js";

/** Ids of the paper's tables, in its order. */
export const PAPER_TABLES: readonly string[] = Array.from(
  { length: 13 },
  (_, index) => `table${index + 1}`,
);

/** Ids of the paper's figures that show results. */
export const PAPER_FIGURES: readonly string[] = ["figure1", "figure4", "figure5", "figure6"];

export const isPaperTable = (id: string): boolean => PAPER_TABLES.includes(id);

/** A table as the paper prints it. @param id one of {@link PAPER_TABLES}. */
export async function readPaperTable(id: string): Promise<PaperTable> {
  const name = `table${id.slice("table".length).padStart(2, "0")}.json`;
  // Beside this file, compiled or not: tsc copies them. An import would print a warning on Node 20.
  const file = new URL(`printed/${name}`, import.meta.url);
  // Part of the program and held to its type by a test, so nothing is checked when it is read.
  return JSON.parse(await readFile(file, "utf8")) as PaperTable;
}

/** The number as the paper prints it, with its decimals; empty for a dash. */
export const printedText = ({ value, decimals }: PaperCell): string =>
  value === null ? "" : value.toFixed(decimals);
