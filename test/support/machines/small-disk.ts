import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly folder: string;
  readonly resize: (kibibytes: number) => void;
  /** Nothing can be written any more. */
  readonly lock: () => void;
  readonly remove: () => void;
}

/** A file system of its own that is soon full; null where this user may not mount one. */
export function smallDisk(kibibytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "amtl-disk-"));
  const run = (program: string, ...words: string[]): void => {
    execFileSync(program, words, { stdio: "ignore" });
  };
  try {
    run("mount", "-t", "tmpfs", "-o", `size=${kibibytes}k`, "tmpfs", folder);
  } catch {
    rmdirSync(folder);
    return null;
  }
  return {
    folder,
    resize: (size) => {
      run("mount", "-o", `remount,size=${size}k`, folder);
    },
    lock: () => {
      run("mount", "-o", "remount,ro", folder);
    },
    remove: () => {
      run("umount", folder);
      rmdirSync(folder);
    },
  };
}
