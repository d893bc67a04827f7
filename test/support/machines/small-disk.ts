import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly folder: string;
  readonly resize: (kibibytes: number, inodes?: number) => void;
  /** Nothing can be written any more. */
  readonly lock: () => void;
  readonly remove: () => void;
}

const sizes = (kibibytes: number, inodes?: number): string =>
  `size=${kibibytes}k${inodes === undefined ? "" : `,nr_inodes=${inodes}`}`;

/** A file system of its own that is soon full; null where this user may not mount one. */
export function smallDisk(kibibytes: number, inodes?: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "amtl-disk-"));
  const run = (program: string, ...words: string[]): void => {
    execFileSync(program, words, { stdio: "ignore" });
  };
  try {
    run("mount", "-t", "tmpfs", "-o", sizes(kibibytes, inodes), "tmpfs", folder);
  } catch {
    rmdirSync(folder);
    return null;
  }
  return {
    folder,
    resize: (...to) => {
      run("mount", "-o", `remount,${sizes(...to)}`, folder);
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
