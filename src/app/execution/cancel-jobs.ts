import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CancelledJobs } from "../../contract/executor.js";
import { EXECUTORS } from "../../executors/registry.js";
import { planDir } from "../../store/plans/manifests.js";

/** Jobs of an executor that were asked to end. */
export interface Cancelled extends CancelledJobs {
  readonly planId: string;
  /** Who keeps the jobs, for people. */
  readonly title: string;
}

/**
 * Cancels the jobs that plans have with executors whose jobs outlive a command, as far as the plans' folders tell.
 * @param trainId of a run that nobody has begun; null: all jobs. A run at work is asked by its folder, as everywhere.
 */
export async function cancelJobs(
  root: string,
  planIds: readonly string[],
  trainId: string | null,
): Promise<readonly Cancelled[]> {
  const cancelled: Cancelled[] = [];
  for (const planId of planIds) {
    const planFolder = planDir(root, planId);
    for (const { folder, title, cancel } of EXECUTORS) {
      if (folder === null || cancel === undefined || !existsSync(join(planFolder, folder)))
        continue;
      const found = await cancel(planId, planFolder, trainId);
      if (found !== null) cancelled.push({ planId, title, ...found });
    }
  }
  return cancelled;
}
