import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { mkdir, rmdir } from "../../base/machine/files.js";

/**
 * Seconds after which network file systems have shown every host what another one wrote: they answer from memory for up
 * to a minute, also that a file is absent.
 */
export const VISIBLE_SECONDS = 90;

/**
 * Makes this host ask the file server for a folder's entries anew: it answers from memory for up to a minute, but not of
 * a folder that has just been changed here. Where nothing can be written, what is remembered stays.
 */
export async function refresh(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${randomBytes(6).toString("hex")}`);
  try {
    await mkdir(probe);
    await rmdir(probe);
  } catch {
    // No checkpoint and no result can be written here either, which will be said there.
  }
}
