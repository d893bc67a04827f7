import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { rename, rm } from "../base/machine/files.js";
import { diskError, errorCode, syncFolder } from "./files.js";

/** Folders that are on their way out; what a crash leaves of them, `gc` takes. */
export const FORGOTTEN = /^\.forgotten-[0-9a-f]+$/;

/** A folder that nobody finds any more under its name. */
export interface PutAway {
  /** Where it is now. */
  readonly path: string;
  /** Puts it back, where nothing took its name in between. */
  readonly undo: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/**
 * Takes a folder away at one stroke, so that nobody meets half of it.
 * @returns null when it is not there.
 * @throws AmtlError (4) when the place cannot be written; so do the functions of what is returned.
 */
export async function putAway(folder: string): Promise<PutAway | null> {
  const path = join(dirname(folder), `.forgotten-${randomBytes(6).toString("hex")}`);
  const move = async (from: string, to: string): Promise<void> => {
    await rename(from, to);
    await syncFolder(dirname(folder));
  };
  try {
    await move(folder, path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw diskError(error, folder);
  }
  const orDiskError = (error: unknown): never => {
    throw diskError(error, folder);
  };
  return {
    path,
    undo: () => move(path, folder).catch(orDiskError),
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(orDiskError),
  };
}
