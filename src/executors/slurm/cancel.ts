import type { CancelledJobs } from "../../contract/executor.js";
import { cancelPlan, cancelTasks, queueOf } from "./controller/commands.js";
import { isIdle } from "./controller/queue.js";
import { listSubmissions } from "./controller/submission.js";

/** Cancels a plan's jobs, or those of one run that no node has begun. Null when there are none. */
export const cancelJobs = (
  planId: string,
  planFolder: string,
  trainId: string | null,
): Promise<CancelledJobs | null> =>
  trainId === null ? cancelAll(planId) : cancelQueued(planId, planFolder, trainId);

/** A plan's jobs that are not over. */
export async function openJobs(planId: string): Promise<CancelledJobs> {
  const queue = await queueOf(planId);
  if (!queue.known) return { ids: null, why: queue.why };
  const ids = queue.value.filter(({ phase }) => phase !== "over").map(({ id }) => id);
  return { ids, why: null };
}

async function cancelAll(planId: string): Promise<CancelledJobs | null> {
  const { ids, why } = await openJobs(planId);
  if (ids === null) return { ids, why };
  if (ids.length === 0) return null;
  const answer = await cancelPlan(planId);
  return { ids, why: answer.known ? null : answer.why };
}

async function cancelQueued(
  planId: string,
  planFolder: string,
  trainId: string,
): Promise<CancelledJobs | null> {
  const submissions = await listSubmissions(planFolder);
  const submitted = new Map(submissions.map(({ name, trainIds }) => [name, trainIds]));
  if (!submissions.some(({ trainIds }) => trainIds.includes(trainId))) return null;
  const queue = await queueOf(planId);
  if (!queue.known) return { ids: null, why: queue.why };
  const ids = queue.value
    .filter(({ submission, index }) => submitted.get(submission)?.[index] === trainId)
    .filter(isIdle)
    .map(({ id }) => id);
  if (ids.length === 0) return null;
  const answer = await cancelTasks(ids);
  return { ids, why: answer.known ? null : answer.why };
}
