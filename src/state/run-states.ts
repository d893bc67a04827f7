import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../base/map-limited.js";
import type { AttemptPlace, RunState } from "../contract/run-state.js";
import { isCancelRequested } from "../store/claims/cancel.js";
import { isAlive, readOwner } from "../store/claims/claim.js";
import { listAttempts } from "../store/claims/attempts.js";
import { readEnded } from "../store/claims/ended.js";
import { whichExist } from "../store/exists.js";
import { folderClock } from "../store/claims/heartbeat.js";
import { RUN_FILES, type RunFiles } from "../provenance/run-files.js";
import { attemptDir, evalDir, FILES, trainDir } from "../store/paths.js";
import { contentOf } from "./files/content.js";

/** What is asked about: a training and the evaluations of it that count. */
export interface RunIds {
  readonly trainId: string;
  readonly evalIds: readonly string[];
}

/**
 * exists: a result counts by its existence, which is quick for thousands of runs and takes damaged ones for done.
 * read: all that is kept of a run is read, large files once ({@link contentOf}).
 */
export type Depth = "exists" | "read";

/** Runs that are looked at, at a time. */
const AT_ONCE = 32;

/**
 * What the clock of a results folder says, in ms; this machine's where the folder cannot be written, so that whoever
 * may only read it gets an answer, too.
 */
export const clockOf = (root: string): Promise<number> => folderClock(root).catch(() => Date.now());

/**
 * How runs stand by their folders, in the order given, whoever planned them; only {@link withChanges} finds `changed`.
 * @param root folder that holds train/ and eval/; it need not exist.
 * @param now what its clock says ({@link clockOf}), where the caller knows it.
 * @param files what reads them at depth "read".
 */
export async function runStates(
  root: string,
  runs: readonly RunIds[],
  depth: Depth,
  now?: number,
  files: RunFiles = RUN_FILES,
): Promise<RunState[]> {
  const [trains, evals] = await Promise.all([namesIn(root, "train"), namesIn(root, "eval")]);
  const begun = [...runs.keys()].filter((at) => trains.has(runs[at].trainId));
  const states = runs.map((): RunState => ({ state: "new" }));
  const known = begun.map((at) => ({
    trainId: runs[at].trainId,
    evalIds: runs[at].evalIds,
    there: runs[at].evalIds.filter((id) => evals.has(id)),
  }));
  const found = await (depth === "read" ? readAll(root, known, files) : findAll(root, known));
  begun.forEach((at, index) => (states[at] = found[index]));
  const open = begun.filter((at) => states[at].state !== "done");
  const clock = now ?? (open.length === 0 ? 0 : await clockOf(root));
  await mapLimited(open, AT_ONCE, async (at) => {
    states[at] = await byAttempt(trainDir(root, runs[at].trainId), states[at], clock);
  });
  return states;
}

/** {@link runStates} of one run, its files read. */
export async function runState(root: string, run: RunIds, now?: number): Promise<RunState> {
  const [state] = await runStates(root, [run], "read", now);
  return state;
}

/** One listing instead of a question for every run. */
const namesIn = async (root: string, kind: "train" | "eval"): Promise<ReadonlySet<string>> =>
  new Set(await readdir(join(root, kind)).catch(() => []));

/** A run that has a folder. there: those of its evaluations that have one. */
interface Begun extends RunIds {
  readonly there: readonly string[];
}

const trainedState = (missing: number): RunState =>
  missing === 0 ? { state: "done" } : { state: "trained", missing };

/** By which results exist. */
async function findAll(root: string, runs: readonly Begun[]): Promise<RunState[]> {
  const trained = await existing(runs.map(({ trainId }) => trainDir(root, trainId)));
  const dirs = runs.flatMap(({ there }, at) =>
    trained.has(at) ? there.map((id) => evalDir(root, id)) : [],
  );
  const found = await existing(dirs);
  const evaluated = new Set([...found].map((at) => dirs[at]));
  return runs.map(({ evalIds }, at): RunState => {
    if (!trained.has(at)) return { state: "new" };
    return trainedState(evalIds.filter((id) => !evaluated.has(evalDir(root, id))).length);
  });
}

/** Which of the folders hold a result, by index. */
async function existing(dirs: readonly string[]): Promise<ReadonlySet<number>> {
  const found = await whichExist(dirs.map((dir) => join(dir, FILES.result)));
  return new Set([...dirs.keys()].filter((at) => found[at]));
}

const readAll = (root: string, runs: readonly Begun[], files: RunFiles): Promise<RunState[]> =>
  mapLimited(runs, AT_ONCE, (run) => readOne(root, run, files));

/** By what its files say. */
async function readOne(
  root: string,
  { trainId, evalIds, there }: Begun,
  files: RunFiles,
): Promise<RunState> {
  const training = await contentOf(trainDir(root, trainId), files);
  if (training.result === "absent") return { state: "new" };
  const trained = training.result === "sound";
  const evals = await Promise.all(there.map((id) => contentOf(evalDir(root, id), files)));
  const made = evals.filter(({ isMade }) => isMade).length;
  const missing = evalIds.length - made;
  const damage = [training, ...evals].find(({ damage: found }) => found !== null)?.damage ?? null;
  return damage === null
    ? trainedState(missing)
    : { state: "damaged", ...damage, trained, missing: trained ? missing : 0 };
}

/** Judges a run that is not done by its last attempt, too. */
async function byAttempt(dir: string, otherwise: RunState, now: number): Promise<RunState> {
  const attempt = (await listAttempts(dir)).at(-1);
  if (attempt === undefined) return otherwise;
  const place: AttemptPlace = { attempt, dir: attemptDir(dir, attempt) };
  const ended = await readEnded(place.dir);
  const trained =
    otherwise.state === "trained" || (otherwise.state === "damaged" && otherwise.trained);
  if (ended === null && (await isAlive(place.dir, undefined, now))) {
    return { state: "running", ...place, owner: await readOwner(place.dir), trained };
  }
  // What is damaged was found whole by the attempt: only another one sets it aside.
  if (otherwise.state === "damaged") return otherwise;
  if (ended?.outcome === "failed") {
    const { kind, message } = ended;
    return { state: "failed", ...place, kind: kind ?? "worker-died", message, trained };
  }
  if (trained) return otherwise;
  if (ended === null) return { state: "stopped", ...place, why: "died" };
  const why = (await isCancelRequested(place.dir)) ? "cancelled" : "interrupted";
  return { state: "stopped", ...place, why };
}
