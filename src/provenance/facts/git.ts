import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** Which commit a checkout is at, and whether tracked files differ from it. */
export interface Revision {
  readonly commit: string | null;
  readonly dirty: boolean | null;
}

const NONE: Revision = { commit: null, dirty: null };

/** Nulls where the folder is no checkout of its own, or git is missing. */
export async function revisionOf(folder: string): Promise<Revision> {
  // A copy inside somebody else's checkout is not at that one's commit.
  if (!existsSync(join(folder, ".git"))) return NONE;
  const words = ["-C", folder, "status", "--porcelain=v2", "--branch", "--untracked-files=no"];
  try {
    // Without optional locks: many workers look at once, and the user may be committing.
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0" };
    const { stdout } = await promisify(execFile)("git", words, { env });
    const commit = /^# branch\.oid ([0-9a-f]{40,64})$/m.exec(stdout)?.[1] ?? null;
    return { commit, dirty: commit === null ? null : /^[^#\s]/m.test(stdout) };
  } catch {
    return NONE;
  }
}
