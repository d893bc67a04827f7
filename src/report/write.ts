import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { badInput, lacking } from "../base/errors.js";
import type { ReportCell } from "./cells.js";
import { toCsv, toWideCsv } from "./csv.js";
import type { FigureData } from "./figure/data.js";
import { figureSpec } from "./figure/spec.js";
import { renderSvg } from "./figure/svg.js";

/**
 * Writes `<name>.csv` and `<name>.wide.csv`, each as a whole or not at all.
 *
 * @returns the paths.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function writeTable(
  folder: string,
  name: string,
  cells: readonly ReportCell[],
): Promise<readonly string[]> {
  const contents: readonly (readonly [string, string])[] = [
    [`${name}.csv`, toCsv(cells)],
    [`${name}.wide.csv`, toWideCsv(cells)],
  ];
  const paths: string[] = [];
  for (const [file, content] of contents) paths.push(await writeFile(folder, file, content));
  return paths;
}

/** Writes `<name>.svg`, as a whole or not at all. Returns and throws as {@link writeTable}. */
export async function writeFigure(
  folder: string,
  name: string,
  figure: FigureData,
): Promise<string> {
  return writeFile(folder, `${name}.svg`, await renderSvg(figureSpec(figure)));
}

async function writeFile(folder: string, file: string, content: string): Promise<string> {
  const path = join(folder, file);
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(path, content);
  } catch (error) {
    throw unwritable(path, error);
  }
  return path;
}

function unwritable(path: string, cause: unknown): Error {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const details = {
    where: path,
    got: cause instanceof Error ? cause.message : String(cause),
    cause,
  };
  if (code === "ENOTDIR" || code === "EEXIST" || code === "EISDIR") {
    return badInput("A table cannot be written there", { ...details, expected: "a folder" });
  }
  return lacking(code === "ENOSPC" ? "The disk is full" : "A table cannot be written", {
    ...details,
    fix: "free some space or choose another folder with --results; no run is lost",
  });
}
