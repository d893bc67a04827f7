import { join } from "node:path";
import { cgroupsOf, numberOf, readText } from "./cgroup.js";

/**
 * How often the kernel has killed something for want of memory: in this process's control group, or, where that keeps
 * no count, on the whole machine. Null where nobody counts.
 * @param root stands for / in tests.
 */
export async function oomKills(root = "/"): Promise<number | null> {
  for (const { version, folder } of await cgroupsOf("memory", root)) {
    const name = version === 2 ? "memory.events" : "memory.oom_control";
    const count = numberOf(await readText(join(folder, name)), "oom_kill");
    if (count !== null) return count;
  }
  return numberOf(await readText(join(root, "proc/vmstat")), "oom_kill");
}
