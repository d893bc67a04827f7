import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { badInput } from "../../base/errors.js";
import { makeFolders } from "../../base/make-folders.js";
import { EXAMPLE_PAPER } from "./example-paper.js";

/**
 * Writes a small paper that can be audited, as a start for one's own.
 * @returns the files.
 * @throws AmtlError (2) for a folder that holds something.
 */
export async function newPaper(folder: string): Promise<readonly string[]> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) {
    throw badInput("Folder is not empty", {
      where: folder,
      expected: "a new folder",
      got: there.slice(0, 3).join(", "),
      fix: "amtl-run paper new another-folder",
    });
  }
  await makeFolders(folder);
  return await Promise.all(
    Object.entries(EXAMPLE_PAPER).map(async ([name, content]) => {
      const path = join(folder, name);
      await writeFile(path, `${JSON.stringify(content, null, 2)}\n`, { flag: "wx" });
      return path;
    }),
  );
}
