import { availableParallelism } from "node:os";
import { join } from "node:path";
import { cgroupsOf, readText, type Cgroup } from "./cgroup.js";

/** Cores that a group may keep busy on average; Infinity where it sets no limit. */
async function quotaOf({ version, folder }: Cgroup): Promise<number> {
  const read = (name: string): Promise<string | null> => readText(join(folder, name));
  const [quota, period] =
    version === 2
      ? ((await read("cpu.max"))?.trim().split(/\s+/) ?? [])
      : [await read("cpu.cfs_quota_us"), await read("cpu.cfs_period_us")];
  const cores = Number(quota ?? NaN) / Number(period ?? NaN);
  return cores > 0 ? cores : Infinity;
}

/**
 * Cores that this process and what it starts can use: those that its affinity allows, no more than a container's
 * limit. Node knows the affinity only. At least 1.
 * @param root stands for / in tests.
 */
export async function usableCores(root = "/", allowed = availableParallelism()): Promise<number> {
  const quotas = await Promise.all((await cgroupsOf("cpu", root)).map(quotaOf));
  return Math.max(1, Math.floor(Math.min(allowed, ...quotas)));
}
