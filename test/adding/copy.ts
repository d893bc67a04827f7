import { cpSync, symlinkSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../src/base/root.js";

const PARTS = ["package.json", "amtl.config.json", "bin", "native", "src", "experiments", "docs"];

/** Copies the project into a folder without its tests, with a build that only misses what changes there. */
export function copyProject(folder: string): void {
  const root = projectRoot();
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  cpSync(join(root, "dist"), join(folder, "dist"), {
    recursive: true,
    filter: (path) => !path.startsWith(join(root, "dist", "test")),
  });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
}

/**
 * Type-checks and compiles a copy, as `npm run build` does for the project.
 * @throws Error with the compiler's output.
 */
export async function buildCopy(folder: string): Promise<void> {
  const config = await readFile(join(projectRoot(), "tsconfig.json"), "utf8");
  const own = config.replace(/"(test|bench)\/[^"]*",?\s*/g, "").replace(/,(\s*])/g, "$1");
  await writeFile(join(folder, "tsconfig.json"), own);
  await rm(join(folder, "dist", ".tsbuildinfo"), { force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const { exitCode, stdout } = await execa(process.execPath, [compiler, "-p", folder], {
    reject: false,
  });
  if (exitCode !== 0) throw new Error(`The copy does not compile:\n${stdout}`);
}

/** Runs the copy's command line there; with the built-in trainer. */
export async function runCopy(folder: string, words: readonly string[]) {
  const env = { AMTL_RESULTS: join(folder, "runs"), NO_COLOR: "1" };
  const entry = join(folder, "bin", "amtl-run.js");
  return await execa(process.execPath, [entry, ...words], { cwd: folder, env, reject: false });
}

/** Names of the entries of a folder of the copy. */
export const entries = (folder: string, path: string): Promise<string[]> =>
  readdir(join(folder, path));
