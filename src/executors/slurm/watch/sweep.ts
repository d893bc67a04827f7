import { elapsed } from "../../../base/machine/clock.js";
import type { EventBody, FailureKind } from "../../../contract/event.js";
import type { Control, RunTask } from "../../../contract/executor.js";
import { RETRIES } from "../../queue/failure.js";
import type { Recorder } from "../../queue/recorder.js";
import { fateOf } from "../controller/accounting.js";
import type { Cluster } from "../controller/cluster.js";
import { lookAfresh, newEvents, stateOf, type Watched, type WatchedState } from "./watched.js";

/**
 * Passes on new events of each run, and takes those that ended out of `open`.
 * @returns tasks whose job is gone and that are worth another.
 */
export async function sweep(
  open: Map<string, Watched>,
  recorder: Recorder,
  settleSeconds: number,
  cluster: Pick<Cluster, "account">,
  { isLeftOut }: Control,
): Promise<readonly RunTask[]> {
  const again: RunTask[] = [];
  for (const [trainId, watched] of open) {
    const isGone =
      watched.absentSince !== null && elapsed() - watched.absentSince > settleSeconds * 1000;
    // What its folders say now is the last word.
    if (isGone) await lookAfresh(watched);
    for (const event of await newEvents(watched)) {
      recorder.record(trainId, event.attempt, event);
    }
    const state = await stateOf(watched);
    let end = endOf(state, isGone);
    if (end === null) continue;
    // Only Slurm knows more about a job that is gone.
    if (end.type === "failed" && state.state !== "failed") {
      // The run was cancelled and its job with it; that is no failure.
      const isCancelled = (await isLeftOut?.(trainId)) === true;
      const account = isCancelled ? null : await cluster.account(trainId);
      if (isCancelled) end = { type: "cancelled" };
      else if (account !== null) end = fateOf(account) ?? end;
    }
    const attempt = attemptOf(state, watched);
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

function attemptOf(state: WatchedState, { attempt }: Watched): number {
  if (state.state === "new") return 0;
  return "attempt" in state ? state.attempt : attempt;
}

function isWorthAnother(tries: Map<FailureKind, number>, kind: FailureKind): boolean {
  const before = tries.get(kind) ?? 0;
  tries.set(kind, before + 1);
  return before < RETRIES[kind];
}

/** How the run ended; null while it is still to be awaited. */
function endOf(state: WatchedState, isGone: boolean): EventBody | null {
  const failed = (kind: FailureKind, message: string, retry: boolean): EventBody => ({
    type: "failed",
    kind,
    message,
    log: null,
    retry,
  });
  switch (state.state) {
    case "done":
      return { type: "finished", seconds: state.seconds, trained: state.trained };
    case "failed":
      return state.body;
    case "running":
      return null;
    case "new":
      if (!isGone) return null;
      return failed(
        "lost-contact",
        "Slurm does not know the job any more, and it has left no trace: it was cancelled, or never started",
        false,
      );
    case "stopped":
      if (!isGone) return null;
      // Stopped with a checkpoint, and not put back into the queue: somebody cancelled the job.
      if (state.why === "interrupted") return { type: "cancelled" };
      return failed(
        "worker-died",
        "The job is gone without a word: its node failed, or someone killed it",
        true,
      );
  }
}
