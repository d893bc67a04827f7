import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seededRandom } from "../../../src/base/random.js";

/** One bit of one file. */
export interface Flip {
  readonly path: string;
  readonly bit: number;
}

/** All files below folders, in order. */
export const filesBelow = async (...folders: readonly string[]): Promise<readonly string[]> =>
  (
    await Promise.all(
      folders.map(async (folder) =>
        (await readdir(folder, { recursive: true, withFileTypes: true }))
          .filter((each) => each.isFile())
          .map((each) => join(each.parentPath, each.name)),
      ),
    )
  )
    .flat()
    .sort();

/** Bits of files, file by file at random: large files would leave none for the others. The same on every machine. */
export async function* someFlips(files: readonly string[], count: number): AsyncGenerator<Flip> {
  const random = seededRandom(13, "flips");
  for (let made = 0; made < count;) {
    const path = files[random.below(files.length)];
    const { length } = await readFile(path);
    if (length === 0) continue;
    made++;
    yield { path, bit: random.below(length * 8) };
  }
}

/** Changes the bit. @returns what puts the file back as it was. */
export async function flipBit({ path, bit }: Flip): Promise<() => Promise<void>> {
  const bytes = await readFile(path);
  const changed = Buffer.from(bytes);
  changed[bit >> 3] ^= 1 << (bit & 7);
  await writeFile(path, changed);
  return () => writeFile(path, bytes);
}
