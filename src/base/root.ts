import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json, whether the code runs from src/ or from dist/. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error("Expected a package.json above the program's own files, found none");
    folder = parent;
  }
  return folder;
}

/** Whether a project is a package that npm installed somewhere, not a checkout. */
export const isInstalled = (root: string): boolean => basename(dirname(root)) === "node_modules";

/**
 * The folder in which results/ and amtl.config.local.json are: of a checkout its own, wherever it is called from; else,
 * as an installed package belongs to nobody's work, the working directory.
 */
export function homeFolder(root: string = projectRoot()): string {
  return isInstalled(root) ? process.cwd() : root;
}
