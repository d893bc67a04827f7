import { join } from "node:path";
import { elapsed } from "../../base/machine/clock.js";
import { appendFile } from "../../base/machine/files.js";
import { isCancelRequested } from "../../store/claims/cancel.js";
import { isSuperseded } from "../../store/claims/claim.js";
import { prettyJson, replaceFile } from "../../store/files.js";
import { keepBeating } from "../../store/claims/heartbeat.js";
import { FILES } from "../../store/paths.js";
import { readTail } from "../../store/tail.js";
import type { Job } from "../../contract/job.js";
import type { EventBody, WorkerMessage } from "../../contract/event.js";
import type { Control } from "../../contract/executor.js";
import { classify, type Failure } from "./failure.js";
import { isComplete } from "./folders.js";
import { GRACE_SECONDS, withGrace } from "../worker/grace.js";
import type { Launch, Worker } from "../../contract/worker.js";

export type AttemptEnd =
  | { readonly outcome: "done"; readonly seconds: number; readonly trained: boolean }
  | { readonly outcome: "failed"; readonly failure: Failure; readonly log: string | null }
  /** killedAfter: seconds after which a worker that did not listen was killed; null for one that ended in order. */
  | { readonly outcome: "interrupted"; readonly killedAfter: number | null }
  /** Another claimant took this attempt for dead and is at work on the run. */
  | { readonly outcome: "superseded" };

/** Progress that comes faster than this does not go on to the log and the display. */
const PROGRESS_MS = 200;

/** Bytes of standard error that are judged. */
const STDERR_TAIL = 4096;

interface Said {
  failed: Extract<WorkerMessage, { type: "failed" }> | null;
  finished: Extract<WorkerMessage, { type: "finished" }> | null;
}

/** Passes the worker's messages on; whatever else it prints goes to its log. Returns what it said last. */
async function listen(
  worker: Worker,
  attempt: string,
  emit: (body: EventBody) => void,
): Promise<Said> {
  const said: Said = { failed: null, finished: null };
  let shown = -Infinity;
  for await (const line of worker.lines) {
    // Loaded while the worker works: its schemas take longer to load than all the rest of the executor.
    const { parseMessage } = await import("../worker/messages.js");
    const message = parseMessage(line);
    if (message === null) {
      await appendFile(join(attempt, FILES.stderr), `${line}\n`).catch(() => undefined);
    } else if (message.type === "failed") said.failed = message;
    else if (message.type === "finished") said.finished = message;
    else if (message.type === "progress") {
      const now = elapsed();
      if (now - shown < PROGRESS_MS && message.step !== message.steps) continue;
      shown = now;
      emit(message);
    } else emit(message);
  }
  return said;
}

/**
 * Runs one claimed attempt to its end. Results decide: a worker that left all of them is done however it ended.
 *
 * @param attempt the claimed folder; its heartbeat is kept while the worker runs.
 * @param emit takes `started`, `progress`, `checkpoint` and `evaluated`; the end is returned.
 * @throws AmtlError (4) when the attempt's files cannot be written.
 */
export async function runAttempt(
  job: Job,
  attempt: string,
  launch: Launch,
  control: Control,
  emit: (body: EventBody) => void,
): Promise<AttemptEnd> {
  await replaceFile(join(attempt, FILES.job), prettyJson(job));
  const begun = elapsed();
  const [cancelled, superseded] = [new AbortController(), new AbortController()];
  const stopBeating = keepBeating(attempt, async () => {
    if (await isCancelRequested(attempt)) cancelled.abort();
    // The worker would see it at its next checkpoint, which may be minutes away.
    if (await isSuperseded(attempt)) superseded.abort();
  });
  const listening = new AbortController();
  try {
    const worker = withGrace(await launch(attempt), GRACE_SECONDS);
    const when = (signal: AbortSignal, act: () => void): void => {
      if (signal.aborted) act();
      else signal.addEventListener("abort", act, { once: true, signal: listening.signal });
    };
    when(AbortSignal.any([control.stop, cancelled.signal, superseded.signal]), worker.terminate);
    when(control.kill, worker.kill);
    const [said, exit] = await Promise.all([listen(worker, attempt, emit), worker.exit]);
    // Asked first: what another attempt has done is its to tell.
    if (await isSuperseded(attempt)) return { outcome: "superseded" };
    if (await isComplete(job)) {
      const seconds = (elapsed() - begun) / 1000;
      const { trained = true } = said.finished ?? {};
      return { outcome: "done", seconds, trained };
    }
    const isStopped = control.stop.aborted || cancelled.signal.aborted;
    if (isStopped && said.failed === null) {
      return { outcome: "interrupted", killedAfter: exit.killedAfter ?? null };
    }
    const failure = classify(
      exit,
      said.failed,
      await readTail(join(attempt, FILES.stderr), STDERR_TAIL),
      attempt,
    );
    return { outcome: "failed", failure, log: said.failed?.log ?? join(attempt, FILES.stderr) };
  } finally {
    listening.abort();
    stopBeating();
  }
}
