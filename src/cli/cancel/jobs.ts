import { existsSync } from "node:fs";
import { join } from "node:path";
import { shortId } from "../../experiment/plan/fingerprint.js";
import { isIdle } from "../../executors/slurm/controller/queue.js";
import { planDir, type ManifestRun } from "../../store/manifests.js";
import type { Asked } from "./ask.js";

/** Cancels the jobs that a plan has on a Slurm cluster, where any were submitted for it. */
export async function cancelJobs(root: string, planId: string): Promise<readonly Asked[]> {
  if (!existsSync(join(planDir(root, planId), "slurm"))) return [];
  const { cancelPlan, queueOf } = await import("../../executors/slurm/controller/commands.js");
  const queue = await queueOf(planId);
  if (!queue.known) return [{ type: "jobs", planId, count: null, why: queue.why }];
  const count = queue.value.filter(({ phase }) => phase !== "over").length;
  if (count === 0) return [];
  const answer = await cancelPlan(planId);
  return [{ type: "jobs", planId, count, why: answer.known ? null : answer.why }];
}

/**
 * Takes a run that no node has begun out of the cluster's queue, wherever one of the plans submitted it. A run that is
 * at work is asked by its folder, as everywhere.
 */
export async function cancelQueuedJobs(
  root: string,
  { trainId, label }: Pick<ManifestRun, "trainId" | "label">,
  planIds: readonly string[],
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for (const planId of planIds) {
    const folder = planDir(root, planId);
    if (!existsSync(join(folder, "slurm"))) continue;
    const { cancelTasks, queueOf } = await import("../../executors/slurm/controller/commands.js");
    const { listSubmissions } = await import("../../executors/slurm/controller/submission.js");
    const submitted = new Map(
      (await listSubmissions(folder)).map(({ name, trainIds }) => [name, trainIds]),
    );
    if (![...submitted.values()].some((trainIds) => trainIds.includes(trainId))) continue;
    const job = { type: "job", run: shortId(trainId), label } as const;
    const queue = await queueOf(planId);
    if (!queue.known) {
      asked.push({ ...job, ids: null, why: queue.why });
      continue;
    }
    const ids = queue.value
      .filter(({ submission, index }) => submitted.get(submission)?.[index] === trainId)
      .filter(isIdle)
      .map(({ id }) => id);
    if (ids.length === 0) continue;
    const answer = await cancelTasks(ids);
    asked.push({ ...job, ids, why: answer.known ? null : answer.why });
  }
  return asked;
}
