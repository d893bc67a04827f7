import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { isDiskFull } from "../base/disk-full.js";
import { badInput, lacking } from "../base/errors.js";
import type { Format } from "./formats/format.js";
import type { ReportTable } from "./table.js";

/**
 * Writes `<name>.<extension>` in each format, pictures only of figures, each file as a whole or not at all.
 *
 * @returns the paths.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function writeTable(
  folder: string,
  name: string,
  table: ReportTable,
  formats: readonly Format[],
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { extension, shows, render } of formats) {
    if (shows === "figure" && table.x === null) continue;
    paths.push(await writeFile(folder, `${name}.${extension}`, await render(table)));
  }
  return paths;
}

async function writeFile(folder: string, file: string, content: string): Promise<string> {
  const path = join(folder, file);
  await writeWhole(path, content);
  return path;
}

/**
 * Writes a file as a whole or not at all; its folder is made.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written, (2) where the path is a folder.
 */
export async function writeWhole(path: string, content: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, content);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, cause: unknown): Error {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const details = {
    where: path,
    got: cause instanceof Error ? cause.message : String(cause),
    cause,
  };
  if (code === "ENOTDIR" || code === "EEXIST" || code === "EISDIR") {
    return badInput("Cannot write table", { ...details, expected: "a folder" });
  }
  if (isDiskFull(cause)) {
    return lacking("The disk is full", {
      ...details,
      fix: "free some space or choose another folder with --results; no run is lost",
    });
  }
  return lacking("Cannot write table", {
    ...details,
    fix: "choose another folder with --results; no run is lost",
  });
}
