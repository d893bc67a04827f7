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

/** Head and remedy of what else a system refuses. */
const REFUSALS: Readonly<Record<string, readonly [string, string]>> = {
  EMFILE: [
    "Too many open files",
    "raise the limit (ulimit -n 4096), then run the same command again",
  ],
  ENFILE: [
    "Too many open files",
    "close other programs of this machine, then run the same command again",
  ],
  EFBIG: [
    "File larger than may be written",
    "raise the limit (ulimit -f unlimited), then run the same command again",
  ],
  EIO: ["Disk cannot be read or written", "check the disk; the same command goes on once it works"],
  ESTALE: ["File server has lost the folder", "mount it again, then run the same command again"],
  EISDIR: ["A folder lies in the place of a file", "move it away, then run the same command again"],
  ENOTDIR: [
    "A file lies in the place of a folder",
    "move it away, then run the same command again",
  ],
  ELOOP: ["Symbolic links lead in a circle", "remove the link, then run the same command again"],
};

/**
 * Any error of the system that nobody has turned into a user's: what it refused, and where. Every other error passes
 * unchanged.
 */
export function systemError(error: unknown): unknown {
  if (!(error instanceof Error && "syscall" in error && typeof error.syscall === "string"))
    return error;
  const path = "path" in error && typeof error.path === "string" ? error.path : process.cwd();
  const known = diskError(error, path);
  if (known !== error) return known;
  return lacking("The system refused a file or a process", {
    where: path,
    expected: `its answer to ${error.syscall}`,
    got: error.message,
    fix: "look at that place; the same command goes on once it can be used",
    cause: error,
  });
}

/**
 * Turns what a disk can refuse into an AmtlError (4) that names the folder; every other error passes unchanged.
 * Use as `.catch((error) => { throw diskError(error, folder) })` or in a catch clause.
 */
export function diskError(error: unknown, folder: string): unknown {
  const code = errorCode(error);
  if (isDiskFull(error)) return fullDisk(folder, error);
  if (code !== undefined && UNWRITABLE.has(code)) return unwritable(folder, error);
  const refusal = code === undefined ? undefined : REFUSALS[code];
  if (refusal !== undefined) {
    const [message, fix] = refusal;
    const got = error instanceof Error ? error.message : String(error);
    return lacking(message, { where: folder, got, fix, cause: error });
  }
  return error;
}
