import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A control group that this process is in: a limit of its own, or of one above it, counts. */
export interface Cgroup {
  readonly version: 1 | 2;
  /** May lack any file: a container sees only some of its groups. */
  readonly folder: string;
}

/** What a file holds; null where it cannot be read. */
export const readText = (path: string): Promise<string | null> =>
  readFile(path, "utf8").catch(() => null);

/** The folder, and those above it as far as `top`. */
function upTo(top: string, folder: string): string[] {
  const found = [folder];
  while (found.at(-1)!.length > top.length) found.push(dirname(found.at(-1)!));
  return found;
}

/**
 * The groups that limit this process, nearest first; none outside Linux.
 * @param root stands for / in tests.
 */
export async function cgroupsOf(controller: "memory" | "cpu", root = "/"): Promise<Cgroup[]> {
  const lines = (await readText(join(root, "proc/self/cgroup")))?.split("\n") ?? [];
  const mounted = join(root, "sys/fs/cgroup");
  return lines.flatMap((line): Cgroup[] => {
    const found = /^\d+:([^:]*):(.*)$/.exec(line);
    if (found === null) return [];
    const [, controllers, path] = found;
    if (controllers === "") {
      const folders = upTo(mounted, join(mounted, path));
      return folders.map((folder) => ({ version: 2, folder }));
    }
    if (!controllers.split(",").includes(controller)) return [];
    const top = join(mounted, controller);
    return upTo(top, join(top, path)).map((folder) => ({ version: 1, folder }));
  });
}

/** The number after a word at a line's beginning, as in memory.stat; null where there is none. */
export function numberOf(text: string | null, word: string): number | null {
  const found = new RegExp(`^${word}:?\\s+(\\d+)`, "m").exec(text ?? "");
  return found === null ? null : Number(found[1]);
}
