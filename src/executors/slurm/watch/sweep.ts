import type { EventBody, FailureKind } from "../../../contract/event.js";
import type { Control, RunTask } from "../../../contract/executor.js";
import { RETRIES } from "../../queue/failure.js";
import type { Recorder } from "../../queue/recorder.js";
import { fateOf } from "../controller/accounting.js";
import type { Cluster } from "../controller/cluster.js";
import { news, standingOf, type Standing, type Watched } from "./watched.js";

/**
 * Passes on what is new of each run, and takes those that ended out of `open`.
 * @returns tasks whose job is gone and that are worth another.
 */
export async function look(
  open: Map<string, Watched>,
  recorder: Recorder,
  settleSeconds: number,
  cluster: Pick<Cluster, "account">,
  { isLeftOut }: Control,
): Promise<readonly RunTask[]> {
  const again: RunTask[] = [];
  for (const [trainId, watched] of open) {
    for (const { attempt, body } of await news(watched)) recorder.record(trainId, attempt, body);
    const standing = await standingOf(watched);
    const isGone =
      watched.absentSince !== null &&
      performance.now() - watched.absentSince > settleSeconds * 1000;
    let end = endOf(standing, isGone);
    if (end === null) continue;
    // Nobody but Slurm can say more of a job that is gone.
    if (end.type === "failed" && standing.state !== "failed") {
      // Whoever cancelled the run took its job away; that is no failure.
      const isCancelled = (await isLeftOut?.(trainId)) === true;
      const account = isCancelled ? null : await cluster.account(trainId);
      if (isCancelled) end = { type: "cancelled" };
      else if (account !== null) end = fateOf(account) ?? end;
    }
    const attempt = "attempt" in standing ? standing.attempt : watched.cursor.attempt;
    if (end.type === "failed" && end.retry && isWorthAnother(watched.tries, end.kind)) {
      recorder.record(trainId, attempt, end);
      recorder.record(trainId, attempt, { type: "retrying", reason: end.kind });
      watched.absentSince = null;
      again.push(watched.task);
      continue;
    }
    recorder.record(trainId, attempt, end.type === "failed" ? { ...end, retry: false } : end);
    open.delete(trainId);
  }
  return again;
}

function isWorthAnother(tries: Map<FailureKind, number>, kind: FailureKind): boolean {
  const before = tries.get(kind) ?? 0;
  tries.set(kind, before + 1);
  return before < RETRIES[kind];
}

/** How the run ended; null while it is still to be awaited. */
function endOf(standing: Standing, isGone: boolean): EventBody | null {
  const failed = (kind: FailureKind, message: string, retry: boolean): EventBody => ({
    type: "failed",
    kind,
    message,
    log: null,
    retry,
  });
  switch (standing.state) {
    case "done":
      return { type: "finished", seconds: standing.seconds, trained: standing.trained };
    case "failed":
      return standing.body;
    case "open":
      if (!isGone || standing.isAlive) return null;
      return failed(
        "lost-contact",
        "Slurm does not know the job any more, and it has left no trace: it was cancelled, or never started",
        false,
      );
    // Stopped with a checkpoint, and not put back into the queue: somebody cancelled the job.
    case "interrupted":
      return isGone ? { type: "cancelled" } : null;
    case "dead":
      if (!isGone) return null;
      return failed(
        "worker-died",
        "The job is gone without a word: its node failed, or someone killed it",
        true,
      );
  }
}
