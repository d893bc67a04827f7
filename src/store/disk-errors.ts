import { isDiskFull } from "../base/disk-full.js";
import { lacking, type AmtlError } from "../base/errors.js";

/** The code of a system error ("ENOSPC"), or undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** The one wording for a full disk, whoever met it. */
export const fullDisk = (folder: string, cause?: unknown): AmtlError =>
  lacking("The disk is full", {
    where: folder,
    expected: "room for results and checkpoints",
    got: cause instanceof Error ? cause.message : "no space left",
    fix: "free space there, or name another folder with --results; then run the same command again: nothing that is done is lost",
    ...(cause !== undefined && { cause }),
  });
const UNWRITABLE = new Set(["EACCES", "EPERM", "EROFS"]);

/** For a place that takes no files or folders. */
export const unwritable = (folder: string, cause: unknown): AmtlError =>
  lacking("Cannot write to folder", {
    where: folder,
    expected: "a folder that this user can write",
    got: cause instanceof Error ? cause.message : String(cause),
    fix: "make it writable, or name another folder with --results",
    cause,
  });

/**
 * Turns what a disk can refuse into an AmtlError (4) that names the folder; every other error passes unchanged.
 * Use as `.catch((error) => { throw diskError(error, folder) })` or in a catch clause.
 */
export function diskError(error: unknown, folder: string): unknown {
  const code = errorCode(error);
  if (isDiskFull(error)) return fullDisk(folder, error);
  if (code !== undefined && UNWRITABLE.has(code)) return unwritable(folder, error);
  return error;
}
