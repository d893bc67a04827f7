import { join } from "node:path";
import { badInput } from "../base/errors.js";
import { digestFile } from "../corpus/download/digest.js";
import { checkPlace, fillFolder, type NewFile } from "../store/new-folder.js";
import { EXPORTED, type ExportManifest } from "./files.js";

/**
 * Makes a folder of these files and a manifest of them, which comes last: what has a manifest is whole.
 *
 * @param folder absolute; new, or an empty folder.
 * @throws AmtlError (2) for a place where something is, (4) where the disk is full or cannot be written.
 */
export async function writeFolder(
  folder: string,
  files: readonly NewFile[],
): Promise<ExportManifest> {
  const isThere = await checkModelPlace(folder);
  const found: Record<string, { bytes: number; sha256: string }> = {};
  const manifest: ExportManifest = { schema: 1, files: found };
  const last: NewFile = [
    EXPORTED.manifest,
    async (handle, written) => {
      for (const name of files.map(([path]) => path).sort()) {
        const { bytes, sha256 } = await digestFile(join(written, name));
        found[name] = { bytes, sha256 };
      }
      await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    },
  ];
  await fillFolder(folder, isThere, [...files, last]);
  return manifest;
}

/**
 * Whether there is a folder already; it is empty.
 * @throws AmtlError (2) for a place where something is.
 */
export const checkModelPlace = (folder: string): Promise<boolean> =>
  checkPlace(folder, (names) =>
    badInput("There is something in the place of the exported model", {
      where: folder,
      expected: "a folder that is new or empty",
      got: names === null ? "a file" : `a folder with ${names.slice(0, 3).join(", ")}`,
      fix: "name another folder, or empty this one",
    }),
  );
