import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm, rmdir, stat, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AmtlError, badInput } from "../base/errors.js";
import { digestFile } from "../corpus/download/digest.js";
import { diskError, errorCode, makeFolder, syncFolder } from "../store/files.js";
import { EXPORTED, type ExportManifest } from "./files.js";

/** A file of a folder: its name, and its content or what writes it. */
export type NewFile = readonly [
  name: string,
  content: string | ((handle: FileHandle) => Promise<void>),
];

/**
 * Makes a folder of these files and a manifest of them. What has a manifest is whole: the folder appears with all its
 * files, or, where an empty one was there before, the manifest comes last. Nothing stays of what failed.
 *
 * @param folder absolute; new, or an empty folder.
 * @throws AmtlError (2) for a place where something is, (4) where the disk is full or cannot be written.
 */
export async function writeFolder(
  folder: string,
  files: readonly NewFile[],
): Promise<ExportManifest> {
  const isThere = await checkPlace(folder);
  const unique = randomBytes(6).toString("hex");
  const inside = isThere ? folder : dirname(folder);
  const temporary = join(inside, `.${basename(folder)}.${unique}.tmp`);
  const made: string[] = [];
  try {
    await makeFolder(temporary);
    for (const file of files) await writeFile(temporary, file);
    const manifest = await manifestOf(
      temporary,
      files.map(([name]) => name),
    );
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await writeFile(temporary, [EXPORTED.manifest, text]);
    await syncFolder(temporary);
    if (!isThere) {
      await rename(temporary, folder);
      await syncFolder(inside);
      return manifest;
    }
    for (const name of [...files.map(([name]) => name), EXPORTED.manifest]) {
      await rename(join(temporary, name), join(folder, name));
      made.push(name);
    }
    await rmdir(temporary);
    await syncFolder(folder);
    return manifest;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    for (const name of made) await rm(join(folder, name), { force: true }).catch(() => undefined);
    throw refused(error, inside);
  }
}

/**
 * Whether there is a folder already; it is empty.
 * @throws AmtlError (2) for a place where something is.
 */
export async function checkPlace(folder: string): Promise<boolean> {
  const found = await stat(folder).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return null;
    throw refused(error, folder);
  });
  if (found === null) return false;
  const names = found.isDirectory() ? await readdir(folder) : null;
  if (names?.length === 0) return true;
  throw badInput("There is something in the place of the exported model", {
    where: folder,
    expected: "a folder that is new or empty",
    got: names === null ? "a file" : `a folder with ${names.slice(0, 3).join(", ")}`,
    fix: "name another folder, or empty this one",
  });
}

async function writeFile(folder: string, [name, content]: NewFile): Promise<void> {
  const handle = await open(join(folder, name), "wx");
  try {
    if (typeof content === "string") await handle.writeFile(content);
    else await content(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function manifestOf(folder: string, names: readonly string[]): Promise<ExportManifest> {
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const name of [...names].sort()) {
    const { bytes, sha256 } = await digestFile(join(folder, name));
    files[name] = { bytes, sha256 };
  }
  return { schema: 1, files };
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
