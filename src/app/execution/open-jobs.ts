import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXECUTORS } from "../../executors/registry.js";

/** Jobs that an executor still has of a plan. */
export interface OpenJobs {
  /** In words, an executor each: "TITLE jobs 12, 13". */
  readonly running: readonly string[];
  /** Why nobody can tell, in words; null: everybody asked answered. */
  readonly silent: string | null;
}

/** What executors whose jobs outlive a command still have of a plan, as far as its folder says that they had some. */
export async function openJobs(planId: string, planFolder: string): Promise<OpenJobs> {
  const running: string[] = [];
  let silent: string | null = null;
  for (const { folder, title, jobs } of EXECUTORS) {
    if (folder === null || jobs === undefined || !existsSync(join(planFolder, folder))) continue;
    const { ids, why } = await jobs(planId);
    if (ids === null) silent = `${title} does not say whether jobs of it are left: ${why ?? "?"}`;
    else if (ids.length > 0) running.push(`${title} jobs ${ids.join(", ")}`);
  }
  return { running, silent };
}
