import { dirname } from "node:path";
import { mkdir, stat } from "./machine/files.js";

/**
 * Makes a folder and its parents, one by one. Node's own way never ends where a parent is there and takes no folders
 * (/proc, autofs), and calls a file system that is read-only a missing folder.
 *
 * @throws the system's error; EEXIST where a file is in the way, ENOENT where a parent takes no folders.
 */
export async function makeFolders(folder: string): Promise<void> {
  const made = await makeOne(folder);
  if (made === null) return;
  if (!["ENOENT", "ENOTDIR"].includes(made.code ?? "") || dirname(folder) === folder) throw made;
  await makeFolders(dirname(folder));
  const again = await makeOne(folder);
  if (again !== null) throw again;
}

/** @returns null when the folder is there now. */
async function makeOne(folder: string): Promise<NodeJS.ErrnoException | null> {
  try {
    await mkdir(folder);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const found = await stat(folder).catch(() => null);
    return found?.isDirectory() === true ? null : error;
  }
}
