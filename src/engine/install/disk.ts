import { sizeText } from "../../base/text/size.js";
import { mkdir, statfs } from "node:fs/promises";
import { isDiskFull } from "../../base/disk-full.js";
import { lacking, type AmtlError } from "../../base/errors.js";

export const fullDisk = (folder: string, cause?: unknown): AmtlError =>
  lacking("The disk is full", {
    where: folder,
    fix: "make room there, or set AMTL_CACHE to a folder on another disk, and run the same command again",
    ...(cause === undefined ? {} : { cause }),
  });

/** Turns the operating system's "no space left" into one clear error; other errors stay as they are. */
export function explainDisk(error: unknown, folder: string): unknown {
  const isTooLarge = error instanceof Error && "code" in error && error.code === "EFBIG";
  return isTooLarge || isDiskFull(error) ? fullDisk(folder, error) : error;
}

/** Free bytes for this user on the disk of a folder, which is made if it is not there. */
export async function freeBytes(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws AmtlError (4) when the disk of `folder` has less than `needed` bytes left */
export async function requireSpace(folder: string, needed: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= needed) return;
  throw lacking("Not enough disk space", {
    where: folder,
    expected: `${sizeText(needed)} free while installing`,
    got: `${sizeText(free)} free`,
    fix: "make room there, or set AMTL_CACHE to a folder on another disk",
  });
}
