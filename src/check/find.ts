import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { badInput } from "../base/errors.js";
import { projectRoot } from "../base/root.js";
import { dataFolders } from "../corpus/files/locate.js";

/** The program's own golden files. */
export const goldenFolder = (): string => join(projectRoot(), "test", "golden");

/**
 * Looks for a file that a golden file names ("tokenizer/bert-cased/tokenizer.json", "redocred/dev_revised.json"):
 * beside it, upwards from its folder, in the program's golden folder, then where data is (AMTL_DATA, the cache).
 *
 * @returns its path, or null when it is nowhere.
 */
export function findNamed(goldenFile: string, name: string): string | null {
  const folders: string[] = [];
  for (let folder = dirname(resolve(goldenFile)); ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === dirname(folder)) break;
  }
  folders.push(goldenFolder(), ...dataFolders());
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/**
 * The JSON files that the paths stand for: files as they are, folders with all below them, in a stable order.
 *
 * @throws AmtlError (2) for a path that does not exist.
 */
export async function listJson(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch((cause: unknown) => {
      throw badInput("File or folder not found", {
        where: path,
        expected: "a golden file, or a folder with golden files",
        got: (cause as NodeJS.ErrnoException).code ?? String(cause),
        cause,
      });
    });
    if (!stats.isDirectory()) {
      files.push(path);
      continue;
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const inside = entries
      .filter((entry) => !entry.isDirectory() && entry.name.endsWith(".json"))
      .map((entry) => join(entry.parentPath, entry.name));
    files.push(...inside.sort());
  }
  return [...new Set(files)];
}
