import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../base/root.js";
import { cellOfRow } from "../../report/diff/cells.js";
import type { DiffCell } from "../../report/diff/diff-cell.js";
import { readCells } from "../../report/read-csv.js";

/**
 * The tables that a commit of this checkout has (results/<profile>/<table>.csv, but not the paper's own numbers); null
 * for what is no commit, and where there is no checkout or no git.
 */
export async function cellsAtCommit(name: string): Promise<readonly DiffCell[] | null> {
  // A name that begins with a dash would be an option of git's.
  if (name.startsWith("-")) return null;
  const commit = await git("rev-parse", "--verify", "--quiet", `${name}^{commit}`);
  if (commit === null) return null;
  const listed = (await git("ls-tree", "-r", "--name-only", commit.trim(), "results/")) ?? "";
  const files = listed
    .split("\n")
    .filter((file) => /^results\/(?!paper\/)[^/]+\/[^/]+(?<!\.wide)\.csv$/.test(file));
  const folder = await mkdtemp(join(tmpdir(), "amtl-run-diff-"));
  try {
    const cells: DiffCell[] = [];
    for (const [at, file] of files.entries()) {
      const path = join(folder, `${at}.csv`);
      await writeFile(path, (await git("show", `${commit.trim()}:${file}`)) ?? "");
      cells.push(...(await readCells(path)).map(cellOfRow));
    }
    return cells;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What git prints; null where it fails. */
async function git(...words: readonly string[]): Promise<string | null> {
  const { execa } = await import("execa");
  const { failed, stdout } = await execa("git", ["-C", projectRoot(), ...words], {
    reject: false,
    stripFinalNewline: false,
  });
  return failed ? null : stdout;
}
