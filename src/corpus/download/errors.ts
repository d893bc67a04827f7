import { dirname } from "node:path";
import { isDiskFull } from "../../base/disk-full.js";
import { type AmtlError, lacking } from "../../base/errors.js";
import type { FetchRequest } from "./request.js";

/** The system's code of an error, looked for along its causes ("fetch failed" hides it in one). */
export function systemCode(error: unknown): string | null {
  let current: unknown = error;
  while (current instanceof Error) {
    if ("code" in current && typeof current.code === "string") return current.code;
    current = current.cause;
  }
  return null;
}

/** One line that says what went wrong on the way: the innermost message and the system's code. */
export function networkReason(error: unknown): string {
  let current: unknown = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  const code = systemCode(error);
  const message = current instanceof Error ? current.message : String(current);
  return code === null || message.includes(code) ? message : `${code}: ${message}`;
}

/** The head of the error for an address under which there is nothing. */
export const NOT_FOUND = "File not found on the server";

/** The network, or the server, is not to be had (exit code 4). */
export const noConnection = (
  { url, command }: FetchRequest,
  reason: string,
  attempts: number,
): AmtlError =>
  lacking(`Cannot download from ${new URL(url).host}`, {
    where: url,
    got: `${reason} (${attempts} ${attempts === 1 ? "attempt" : "attempts"})`,
    fix: `look at the network connection, then ${command}: it goes on where it stopped. Another address can be set in amtl.config.local.json`,
  });

/** EEXIST and ENOTDIR: a file stands where a folder is needed. ENOENT: a place that takes no folders, such as /proc. */
const UNWRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT", "ELOOP"]);

/** A write failed: a full disk, a folder that may not be written. Other errors are passed on. */
export function writeError(error: unknown, target: string): unknown {
  const code = systemCode(error);
  if (isDiskFull(error)) {
    return lacking("The disk is full", {
      where: dirname(target),
      got: error instanceof Error ? error.message : String(error),
      fix: "free some space and run the same command again, or set AMTL_CACHE to a folder on another disk",
      cause: error,
    });
  }
  if (code !== null && UNWRITABLE.has(code)) {
    return lacking("Cannot write to folder", {
      where: dirname(target),
      got: code,
      fix: "set AMTL_CACHE to a folder of your own",
      cause: error,
    });
  }
  return error;
}
