import { dirname, join } from "node:path";
import { parseEvent } from "../../../state/log.js";
import { listAttempts } from "../../../store/claims/attempts.js";
import { isAlive } from "../../../store/claims/claim.js";
import { readEnded } from "../../../store/claims/ended.js";
import { refresh } from "../../../store/claims/refresh.js";
import { errorCode } from "../../../store/files.js";
import { attemptDir, evalDir, FILES, trainDir } from "../../../store/paths.js";
import { newLineReader, type LineReader } from "../../../store/tail.js";
import type { EventBody, FailureKind, RunEvent } from "../../../contract/event.js";
import type { RunTask } from "../../../contract/executor.js";
import { isComplete } from "../../queue/folders.js";

/** A run on the cluster, as seen in its folder. */
export interface Watched {
  readonly task: RunTask;
  readonly dir: string;
  /** The attempt whose log is read; earlier ones have been. */
  attempt: number;
  /** Null before there is one. */
  log: LineReader | null;
  /** Attempts up to this one are of earlier commands. */
  readonly before: number;
  /** Failures so far, by kind. */
  readonly tries: Map<FailureKind, number>;
  /** How the attempt itself said that it ended, once it has. */
  said: Extract<EventBody, { type: "finished" | "failed" | "cancelled" }> | null;
  /** Since when (elapsed) the controller does not know its job; null while it does. */
  absentSince: number | null;
}

export async function watch(task: RunTask): Promise<Watched> {
  const dir = trainDir(task.job.root, task.job.trainId);
  const last = (await listAttempts(dir)).at(-1) ?? 0;
  const isRunning = last > 0 && (await isAlive(attemptDir(dir, last)));
  const before = isRunning ? last - 1 : last;
  const tries = new Map<FailureKind, number>();
  const attempt = before + 1;
  return { task, dir, attempt, log: null, before, tries, said: null, absentSince: null };
}

/** What was added to the logs of the run's attempts, whoever wrote them. */
async function readNewEvents(watched: Watched): Promise<readonly RunEvent[]> {
  const { dir } = watched;
  const events: RunEvent[] = [];
  const attempts = await listAttempts(dir);
  for (const attempt of attempts.filter((k) => k >= watched.attempt)) {
    if (watched.log === null || attempt !== watched.attempt) {
      watched.attempt = attempt;
      watched.log = newLineReader(join(attemptDir(dir, attempt), FILES.log));
    }
    const lines = await watched.log.next().catch(noneIfStale);
    // A line that a crash cut is followed by the next attempt's log, not by more of its own.
    events.push(...lines.flatMap((line) => parseEvent(line) ?? []));
  }
  return events;
}

/** A file server may have replaced the file meanwhile; it is read again at the next sweep. */
function noneIfStale(error: unknown): readonly string[] {
  if (errorCode(error) === "ESTALE") return [];
  throw error;
}

/**
 * Makes this host ask the file server for the run's folders anew. What was looked for in vain is remembered for a minute,
 * so that a short job may have begun and ended unseen.
 */
export async function lookAfresh({ task: { job }, dir }: Watched): Promise<void> {
  const evals = job.evals.map(({ evalId }) => evalDir(job.root, evalId));
  // From the outer to the inner, since an unseen folder has no inside.
  const folders = [...new Set([dir, ...evals].map(dirname)), dir, ...evals, join(dir, "attempts")];
  for (const folder of folders) await refresh(folder);
  const last = (await listAttempts(dir)).at(-1);
  if (last !== undefined) await refresh(attemptDir(dir, last));
}

/** New events of the run, without its end: that the caller decides. */
export async function newEvents(watched: Watched): Promise<readonly RunEvent[]> {
  const events = await readNewEvents(watched);
  return events.filter((event) => {
    const isEnd =
      event.type === "finished" ||
      event.type === "cancelled" ||
      (event.type === "failed" && !event.retry);
    if (isEnd) watched.said = event;
    else if (event.type === "started") watched.said = null;
    return !isEnd;
  });
}

/** How a watched run stands, in the words of src/state, as far as attempts since the command began tell. */
export type WatchedState =
  | { readonly state: "done"; readonly seconds: number; readonly trained: boolean }
  | { readonly state: "failed"; readonly body: Extract<EventBody, { type: "failed" }> }
  | { readonly state: "running"; readonly attempt: number }
  /** No attempt has begun. */
  | { readonly state: "new" }
  /** The last attempt ended: with a checkpoint because it was asked to, or without a word. */
  | {
      readonly state: "stopped";
      readonly why: "interrupted" | "died";
      readonly attempt: number;
    };

/** What the run's folder says; the only thing that decides whether it is done. */
export async function stateOf({ task, dir, before, said }: Watched): Promise<WatchedState> {
  const attempt = (await listAttempts(dir)).at(-1) ?? 0;
  if (await isComplete(task.job)) {
    // The last result is written before the attempt says how it ended, and others' words may come late.
    const isSaying = said === null && attempt > before && (await isAlive(attemptDir(dir, attempt)));
    if (isSaying) return { state: "running", attempt };
    const { seconds = 0, trained = false } = said?.type === "finished" ? said : {};
    return { state: "done", seconds, trained };
  }
  if (said?.type === "failed") return { state: "failed", body: said };
  if (attempt <= before) return { state: "new" };
  const folder = attemptDir(dir, attempt);
  if (await isAlive(folder)) return { state: "running", attempt };
  const ended = await readEnded(folder);
  const why = ended?.outcome === "interrupted" ? "interrupted" : "died";
  return { state: "stopped", why, attempt };
}
