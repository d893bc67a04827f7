import { createWriteStream } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";
import { makeFolders } from "../../base/make-folders.js";
import { writeError } from "./errors.js";

/**
 * Unpacks the files that lie directly in a folder of a zip archive (a Python wheel is one).
 * The library refuses entries that would leave the target, and checks sizes.
 *
 * @returns names of the files.
 * @throws AmtlError (4) when the disk is full.
 */
export async function unzipFolder(
  archive: string,
  folder: string,
  target: string,
): Promise<string[]> {
  await makeFolders(target);
  const zip = await openPromise(archive);
  const names: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = basename(entry.fileName);
      if (entry.fileName !== `${folder}/${name}`) continue;
      const content = await zip.openReadStreamPromise(entry);
      await pipeline(content, createWriteStream(join(target, name), { flush: true })).catch(
        (error: unknown) => {
          throw writeError(error, join(target, name));
        },
      );
      names.push(name);
    }
  } finally {
    zip.close();
  }
  return names;
}
