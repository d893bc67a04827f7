import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import type { ToJson } from "../base/json.js";
import { badInput } from "../base/errors.js";
import { link, open, rename, rm } from "../base/machine/files.js";
import { makeFolders } from "../base/make-folders.js";
import { diskError, errorCode, unwritable } from "./disk-errors.js";

export { diskError, errorCode, fullDisk } from "./disk-errors.js";

/**
 * Makes a folder and its parents.
 * @throws AmtlError (4) when the disk is full or the place cannot be written; (2) when a file is in the way.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeFolders(folder);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") {
      throw badInput("Not a folder", {
        where: error instanceof Error && "path" in error ? String(error.path) : folder,
        expected: "a folder",
        got: "a file",
        fix: "move the file away, or name another folder with --results",
        cause: error,
      });
    }
    // Its parent is there, and yet: a place that takes no folders, such as /proc.
    if (code === "ENOENT") throw unwritable(folder, error);
    throw diskError(error, folder);
  }
}

/** Makes a rename or a link in the folder survive a power cut, where the file system can promise that. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems refuse fsync on folders; they have nothing better to offer.
    if (!["EINVAL", "ENOTSUP", "EPERM"].includes(errorCode(error) ?? "")) throw error;
  } finally {
    await handle.close();
  }
}

/** Writes a new file beside `path` and flushes it; the caller moves it into place. */
async function writeBeside(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskError(error, dirname(path));
  }
  return temporary;
}

/**
 * Creates a file as a whole or not at all, and never touches one that exists.
 * A hard link is the one operation that does both at once, also over NFS.
 *
 * @param guard asked at the last moment, when all is written but its name; what it throws is passed on.
 * @returns false when the file was there already.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function createFile(
  path: string,
  text: string,
  guard: () => Promise<void> = () => Promise.resolve(),
): Promise<boolean> {
  const temporary = await writeBeside(path, text);
  try {
    await guard();
    await link(temporary, path);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code ?? "")) {
      throw diskError(error, dirname(path));
    }
    return await createWithoutLinks(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/** For file systems without hard links: reserve the name, then move the content over it. */
async function createWithoutLinks(temporary: string, path: string): Promise<boolean> {
  try {
    await (await open(path, "wx")).close();
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw diskError(error, dirname(path));
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
  return true;
}

/** Replaces a file as a whole: a reader sees the old content or the new, never a part. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = await writeBeside(path, text);
  try {
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskError(error, dirname(path));
  }
}

/** JSON for people and for `diff`: sorted keys, two spaces, one line end at the end; equal values give equal bytes. */
export const prettyJson = <T>(value: T & ToJson<T>): string =>
  `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
