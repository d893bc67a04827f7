import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";

/** The code of the README's cookbook that contains a text: what is tested is what a reader copies. */
export function readmeExample(containing: string): string {
  const readme = readFileSync(join(projectRoot(), "README.md"), "utf8");
  const found = [...readme.matchAll(/^```(?:ts|js)\n([^]*?)^```$/gm)]
    .map(([, code]) => code)
    .find((code) => code.includes(containing));
  if (found === undefined) throw new Error(`Expected an example with ${containing} in the README`);
  return found;
}

/** A researcher's table with a loss of its own: Table 4's rows, and one more. */
export const MY_TABLE = readmeExample("logistic-margin");

/** Line of {@link MY_TABLE} that contains a text, counted from 1. */
export const lineOf = (text: string): number =>
  MY_TABLE.split("\n").findIndex((line) => line.includes(text)) + 1;

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
