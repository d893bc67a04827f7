import { AmtlError, describeError, ExitCode } from "../../base/errors.js";
import { ownerText } from "../../base/text/owner.js";
import { claimNext, type Claim } from "../../store/claims/claim.js";
import { endAttempt, wasCancelled, type Ended } from "../../store/claims/ended.js";
import { errorCode } from "../../store/files.js";
import { attemptDir, trainDir } from "../../store/paths.js";
import type { Job } from "../../contract/job.js";
import { runAttempt, type AttemptEnd } from "./attempt.js";
import type { EventBody, FailureKind, RunEvent } from "../../contract/event.js";
import type { Control } from "../../contract/executor.js";
import { adviceFor } from "./failure-advice.js";
import { RETRIES, type Failure } from "./failure.js";
import { isComplete, isSound, mendResults, writeSpecs } from "./folders.js";
import { killedText } from "../worker/grace.js";
import { openLog, type Recorder } from "./recorder.js";
import type { Launch } from "../../contract/worker.js";

/** A run in the queue. */
export interface QueueItem {
  readonly job: Job;
  /** Failures so far, by kind. */
  readonly tries: Map<FailureKind, number>;
  /** The attempt of another process that it waits for, once that has been said. */
  waitingFor: number | null;
}

export const newItem = (job: Job): QueueItem => ({ job, tries: new Map(), waitingFor: null });

/** What is next for a run: nothing, another attempt at once, or another check after a while. */
export type NextStep = "ended" | "again" | "wait";

const isBadInput = (error: unknown): boolean =>
  error instanceof AmtlError && error.exitCode === ExitCode.badInput;

/** What the store or the start of a worker met. A system error's stack would tell a reader nothing. */
const environment = (error: unknown): Failure => ({
  kind: isBadInput(error) ? "bad-input" : "environment",
  message:
    error instanceof Error && errorCode(error) !== undefined ? error.message : describeError(error),
});

/**
 * Takes a run as far as one attempt goes: claims it and runs a worker, unless it is done or another process has it.
 * Never rejects for what happens to the run; the event that ends it says so.
 */
export async function processItem(
  item: QueueItem,
  launch: Launch,
  control: Control,
  recorder: Recorder,
): Promise<NextStep> {
  const { job } = item;
  const note = (body: EventBody, attempt = 0): RunEvent =>
    recorder.record(job.trainId, attempt, body);
  if (control.stop.aborted || (await control.isLeftOut?.(job.trainId)) === true) {
    note({ type: "cancelled" });
    return "ended";
  }
  let claim: Claim;
  try {
    const dir = trainDir(job.root, job.trainId);
    // A cancelled run must not be taken over by a process that waits for it.
    if (item.waitingFor !== null && (await wasCancelled(attemptDir(dir, item.waitingFor)))) {
      note({ type: "cancelled" }, item.waitingFor);
      return "ended";
    }
    await writeSpecs(job);
    claim = await claimNext(dir, () => isSound(job));
  } catch (error) {
    const failure = environment(error);
    const advice = adviceFor(failure.kind);
    note({ type: "failed", ...failure, log: null, retry: false, advice });
    return "ended";
  }
  if (claim.state === "done") {
    note({ type: "finished", seconds: 0, trained: false });
    return "ended";
  }
  if (claim.state === "busy") {
    const who = ownerText(claim.owner);
    if (item.waitingFor === null)
      note({ type: "waiting", owner: who, reason: null }, claim.attempt);
    item.waitingFor = claim.attempt;
    return "wait";
  }
  item.waitingFor = null;
  return await workOn(item, claim, launch, control, note);
}

async function workOn(
  { job, tries }: QueueItem,
  { attempt, dir }: Extract<Claim, { state: "claimed" }>,
  launch: Launch,
  control: Control,
  note: (body: EventBody, attempt: number) => RunEvent,
): Promise<NextStep> {
  const log = openLog(dir);
  const emit = (body: EventBody): void => {
    log.append(note(body, attempt));
  };
  try {
    for (const moved of await mendResults(job)) emit({ type: "mended", ...moved });
    // Only a record of provenance was damaged: there is nothing for a worker to do.
    const end: AttemptEnd = (await isComplete(job))
      ? { outcome: "done", seconds: 0, trained: false }
      : await runAttempt(job, dir, launch, control, emit);
    return await conclude(dir, end, tries, emit);
  } catch (error) {
    const end: AttemptEnd = { outcome: "failed", failure: environment(error), log: null };
    return await conclude(dir, end, tries, emit);
  } finally {
    await log.close();
  }
}

/** Records the end on the disk, so that the run is free again, then says it. */
async function conclude(
  dir: string,
  end: AttemptEnd,
  tries: Map<FailureKind, number>,
  emit: (body: EventBody) => void,
): Promise<NextStep> {
  const free = async (outcome: Ended["outcome"], kind?: FailureKind, message?: string) => {
    // Nothing to be done when even this fails: with this process gone, the claim is free as well.
    await endAttempt(dir, outcome, kind, message).catch(() => undefined);
  };
  switch (end.outcome) {
    case "done":
      await free("done");
      emit({ type: "finished", seconds: end.seconds, trained: end.trained });
      return "ended";
    case "interrupted":
      if (end.killedAfter === null) {
        await free("interrupted");
        emit({ type: "cancelled" });
      } else {
        const message = killedText(end.killedAfter);
        await free("interrupted", undefined, message);
        emit({ type: "cancelled", message });
      }
      return "ended";
    case "superseded":
      await free("failed", "lost-contact");
      return "wait";
    case "failed": {
      const { kind, message } = end.failure;
      const before = tries.get(kind) ?? 0;
      tries.set(kind, before + 1);
      const retry = before < RETRIES[kind];
      await free("failed", kind, message);
      emit({ type: "failed", kind, message, log: end.log, retry, advice: adviceFor(kind) });
      if (!retry) return "ended";
      emit({ type: "retrying", reason: kind });
      return "again";
    }
  }
}
