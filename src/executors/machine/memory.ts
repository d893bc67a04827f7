import { join } from "node:path";
import { cgroupsOf, numberOf, readText, type Cgroup } from "./cgroup.js";

const KIB = 1024;

/** What groups of version 1 say where there is no limit is near 2^63. */
const UNLIMITED = 2 ** 60;

/** Bytes that a group leaves: what is in use includes files' pages, which the kernel gives back when asked. */
async function leftIn({ version, folder }: Cgroup): Promise<number> {
  const names =
    version === 2
      ? ["memory.max", "memory.current", "inactive_file"]
      : ["memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"];
  const [limitText, usedText, stat] = await Promise.all(
    [names[0], names[1], "memory.stat"].map((name) => readText(join(folder, name))),
  );
  const [limit, used] = [limitText, usedText].map((text) => Number(text ?? NaN));
  if (!(limit < UNLIMITED) || Number.isNaN(used)) return Infinity;
  return limit - used + (numberOf(stat, names[2]) ?? 0);
}

/**
 * Bytes that processes can still take here: what the machine has available, no more than control groups leave. Null
 * where the system does not tell.
 * @param root stands for / in tests.
 */
export async function freeMemory(root = "/"): Promise<number | null> {
  const available = numberOf(await readText(join(root, "proc/meminfo")), "MemAvailable");
  if (available === null) return null;
  const left = await Promise.all((await cgroupsOf("memory", root)).map(leftIn));
  return Math.max(0, Math.min(available * KIB, ...left));
}

/** Bytes that a group allows at most. */
async function limitOf({ version, folder }: Cgroup): Promise<number> {
  const name = version === 2 ? "memory.max" : "memory.limit_in_bytes";
  const limit = Number((await readText(join(folder, name))) ?? NaN);
  return limit < UNLIMITED ? limit : Infinity;
}

/**
 * Bytes that processes can have here at most: what the machine has, no more than control groups allow. Null where the
 * system does not tell.
 * @param root stands for / in tests.
 */
export async function wholeMemory(root = "/"): Promise<number | null> {
  const total = numberOf(await readText(join(root, "proc/meminfo")), "MemTotal");
  if (total === null) return null;
  const limits = await Promise.all((await cgroupsOf("memory", root)).map(limitOf));
  return Math.min(total * KIB, ...limits);
}

/** Bytes of their own that a process and its descendants hold; 0 where the system does not tell. */
export async function usedBy(pid: number, root = "/"): Promise<number> {
  const folder = join(root, "proc", String(pid));
  const [status, children] = await Promise.all([
    readText(join(folder, "status")),
    readText(join(folder, "task", String(pid), "children")),
  ]);
  const own = (numberOf(status, "RssAnon") ?? 0) * KIB;
  const pids = children?.split(" ").filter((text) => /^\d+$/.test(text)) ?? [];
  const theirs = await Promise.all(pids.map((child) => usedBy(Number(child), root)));
  return theirs.reduce((sum, bytes) => sum + bytes, own);
}
