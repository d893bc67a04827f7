import { existsSync } from "node:fs";
import { join } from "node:path";
import { planDir } from "../../store/manifests.js";
import type { Asked } from "./ask.js";

/** Cancels the jobs that a plan has on a Slurm cluster, where any were submitted for it. */
export async function cancelJobs(root: string, planId: string): Promise<readonly Asked[]> {
  if (!existsSync(join(planDir(root, planId), "slurm"))) return [];
  const { cancelPlan, queueOf } = await import("../../runner/slurm/commands.js");
  const queue = await queueOf(planId);
  if (!queue.known) return [{ type: "jobs", planId, count: null, why: queue.why }];
  const count = queue.value.filter(({ phase }) => phase !== "over").length;
  if (count === 0) return [];
  const answer = await cancelPlan(planId);
  return [{ type: "jobs", planId, count, why: answer.known ? null : answer.why }];
}
