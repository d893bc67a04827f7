import { lstat, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolders } from "../../base/make-folders.js";

/** A download that is not finished: its bytes, and the server's name for the version they belong to. */
export interface Part {
  readonly path: string;
  readonly bytes: number;
  /** A strong entity tag, or null. */
  readonly etag: string | null;
}

const partPath = (target: string): string => `${target}.part`;
const tagPath = (target: string): string => `${target}.part-etag`;

export async function readPart(target: string): Promise<Part> {
  const path = partPath(target);
  for (const each of [path, tagPath(target)]) await dropLink(each);
  const bytes = await lstat(path).then(
    ({ size }) => size,
    () => 0,
  );
  const etag = await readFile(tagPath(target), "utf8").catch(() => null);
  return { path, bytes, etag };
}

/** What is no file of its own, be it a link or a second name of another's file, is taken away and never written to. */
async function dropLink(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found === null || (found.isFile() && found.nlink === 1)) return;
  await rm(path, { recursive: true });
}

/** Remembers which version the coming bytes belong to. A weak tag cannot vouch for bytes. */
export async function tagPart(target: string, etag: string | null): Promise<void> {
  await makeFolders(dirname(target));
  if (etag === null || etag.startsWith("W/")) await rm(tagPath(target), { force: true });
  else await writeFile(tagPath(target), etag);
}

export async function dropPart(target: string): Promise<void> {
  await rm(partPath(target), { force: true });
  await rm(tagPath(target), { force: true });
}

/** The finished part takes the target's name; its bytes are on the disk already. */
export async function finishPart(target: string): Promise<void> {
  await rename(partPath(target), target);
  await rm(tagPath(target), { force: true });
}
