import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inFolder } from "../runs/runs.js";

/** A folder that stands for / of a machine with these files. */
export const inMachine = <T>(
  files: Readonly<Record<string, string>>,
  use: (root: string) => Promise<T>,
): Promise<T> =>
  inFolder(async (root) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return await use(root);
  });

/** A folder for PATH whose nvidia-smi prints these lines. */
export async function fakeSmi(folder: string, lines: readonly string[]): Promise<string> {
  const bin = join(folder, "bin");
  await mkdir(bin, { recursive: true });
  const script = `#!/bin/sh\ncat <<'END'\n${lines.join("\n")}\nEND\n`;
  await writeFile(join(bin, "nvidia-smi"), script, { mode: 0o755 });
  return bin;
}
