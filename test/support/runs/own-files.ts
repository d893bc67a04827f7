import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guidePages } from "../../docs/pages.js";

/** The example of the guide that is in a file of that name: what is tested is what a reader copies. */
export function guideExample(file: string): string {
  const found = guidePages()
    .flatMap(({ blocks }) => blocks)
    .find((block) => block.file === file);
  if (found === undefined) throw new Error(`Expected an example ${file} in README or docs/guide`);
  return found.text;
}

/** A researcher's table with a loss of its own: Table 4's rows, and one more. */
export const MY_LOSS = guideExample("my-loss.ts");

/** Line of {@link MY_LOSS} that contains a text, counted from 1. */
export const lineOf = (text: string): number =>
  MY_LOSS.split("\n").findIndex((line) => line.includes(text)) + 1;

/** Files in a folder outside the checkout, which is gone after the callback. */
export async function withFiles<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "amtl-own-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
