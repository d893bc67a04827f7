import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, rmdir, stat, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AmtlError } from "../base/errors.js";
import { diskError, errorCode, makeFolder, syncFolder } from "./files.js";

/** A file of a new folder: its path there, with "/", and its content, or what writes it when all before it are written. */
export type NewFile = readonly [
  path: string,
  content: string | Uint8Array | ((handle: FileHandle, folder: string) => Promise<void>),
];

/**
 * Whether there is a folder already; it is empty.
 * @param taken the error for a place where something is: the names in it, or null for a file.
 */
export async function checkPlace(
  folder: string,
  taken: (names: readonly string[] | null) => AmtlError,
): Promise<boolean> {
  const found = await stat(folder).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return null;
    throw refused(error, folder);
  });
  if (found === null) return false;
  const names = found.isDirectory() ? await readdir(folder) : null;
  if (names?.length === 0) return true;
  throw taken(names);
}

/**
 * Makes a folder of these files: it appears with all of them, or, where an empty one was there before, they come in their
 * order, whole. Nothing stays of what failed.
 *
 * @param folder absolute.
 * @param isThere what {@link checkPlace} said.
 * @throws AmtlError (4) where the disk is full or cannot be written.
 */
export async function fillFolder(
  folder: string,
  isThere: boolean,
  files: readonly NewFile[],
): Promise<void> {
  const unique = randomBytes(6).toString("hex");
  const inside = isThere ? folder : dirname(folder);
  const temporary = join(inside, `.${basename(folder)}.${unique}.tmp`);
  const made: string[] = [];
  try {
    await makeFolder(temporary);
    for (const file of files) await writeFile(temporary, file);
    await syncFolder(temporary);
    if (!isThere) {
      await rename(temporary, folder);
      await syncFolder(inside);
      return;
    }
    for (const name of new Set(files.map(([path]) => path.split("/")[0]))) {
      await rename(join(temporary, name), join(folder, name));
      made.push(name);
    }
    await rmdir(temporary);
    await syncFolder(folder);
  } catch (error) {
    for (const path of [temporary, ...made.map((name) => join(folder, name))]) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
    throw refused(error, inside);
  }
}

async function writeFile(folder: string, [path, content]: NewFile): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "wx");
  try {
    if (typeof content === "function") await content(handle, folder);
    else await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the system refuses, said of a folder that the user named. */
function refused(error: unknown, folder: string): unknown {
  const known = diskError(error, folder);
  if (!(known instanceof AmtlError)) return known;
  const { fix = "", ...details } = known.details;
  return new AmtlError(known.exitCode, known.message, {
    ...details,
    fix: fix.replace("name another folder with --results", "name another folder"),
  });
}
