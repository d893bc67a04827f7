import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../base/map-limited.js";
import { isCancelRequested } from "../store/cancel.js";
import { isAlive, listAttempts, readEnded, readOwner } from "../store/claim.js";
import { whichExist } from "../store/exists.js";
import { folderClock } from "../store/heartbeat.js";
import type { ManifestRun } from "../store/manifests.js";
import type { Owner } from "../store/owner.js";
import { attemptDir, evalDir, FILES, trainDir } from "../store/paths.js";

/** An attempt, by number and folder. */
export interface AttemptPlace {
  readonly attempt: number;
  readonly dir: string;
}

/** How a run stands by its folders, whoever planned it. */
export type Look =
  | { readonly state: "done" }
  /** owner: the command at work on it; null when nobody can tell. */
  | (AttemptPlace & { readonly state: "running"; readonly owner: Owner | null })
  | (AttemptPlace & {
      readonly state: "failed";
      readonly kind: string;
      /** Null where the kind says all. */
      readonly message: string | null;
    })
  /** An attempt ended without result or failure. */
  | (AttemptPlace & {
      readonly state: "begun";
      readonly why: "cancelled" | "interrupted" | "died";
    })
  /** The model is trained; so many of its evaluations are to be made. */
  | { readonly state: "evaluate"; readonly missing: number }
  | { readonly state: "new" };

/** The file of what an attempt's worker said to nobody in particular; it may not exist. */
export const stderrOf = ({ dir }: AttemptPlace): string => join(dir, FILES.stderr);

/** Runs whose attempts are looked at, at a time. */
const AT_ONCE = 32;

/**
 * What the clock of a results folder says, in ms; this machine's where the folder cannot be written, so that whoever
 * may only read it gets an answer, too.
 */
export const clockOf = (root: string): Promise<number> => folderClock(root).catch(() => Date.now());

const namesIn = async (folder: string): Promise<ReadonlySet<string>> =>
  new Set(await readdir(folder).catch(() => []));

/**
 * How runs stand, in the order given: two listings, a question for each file that may be a result, and a closer look
 * only at runs that have none. A result counts by its existence; its content is not read.
 *
 * @param root folder that holds train/ and eval/; it need not exist.
 * @param now what its clock says ({@link clockOf}).
 */
export async function lookAt(
  root: string,
  runs: readonly Pick<ManifestRun, "trainId" | "evalIds">[],
  now: number,
): Promise<Look[]> {
  const [trains, evals] = await Promise.all([
    namesIn(join(root, "train")),
    namesIn(join(root, "eval")),
  ]);
  const begun = runs.filter(({ trainId }) => trains.has(trainId));
  const results = begun.map(({ trainId }) => join(trainDir(root, trainId), FILES.result));
  const hasResult = await whichExist(results);
  const trained = new Set(begun.filter((_, at) => hasResult[at]).map(({ trainId }) => trainId));
  const evaluated = await existingEvals(
    root,
    begun.flatMap(({ trainId, evalIds }) => (trained.has(trainId) ? evalIds : [])),
    evals,
  );
  const looks = runs.map(({ trainId, evalIds }): Look => {
    if (!trained.has(trainId)) return { state: "new" };
    const missing = evalIds.filter((id) => !evaluated.has(id)).length;
    return missing === 0 ? { state: "done" } : { state: "evaluate", missing };
  });
  const open = [...runs.keys()].filter((at) => {
    return looks[at].state !== "done" && trains.has(runs[at].trainId);
  });
  await mapLimited(open, AT_ONCE, async (at) => {
    looks[at] = await lookCloser(trainDir(root, runs[at].trainId), looks[at], now);
  });
  return looks;
}

async function existingEvals(
  root: string,
  ids: readonly string[],
  known: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const possible = ids.filter((id) => known.has(id));
  const found = await whichExist(possible.map((id) => join(evalDir(root, id), FILES.result)));
  return new Set(possible.filter((_, at) => found[at]));
}

/** Judges a run that is not done by its last attempt. */
async function lookCloser(dir: string, otherwise: Look, now: number): Promise<Look> {
  const attempt = (await listAttempts(dir)).at(-1);
  if (attempt === undefined) return otherwise;
  const place: AttemptPlace = { attempt, dir: attemptDir(dir, attempt) };
  const ended = await readEnded(place.dir);
  if (ended === null) {
    if (await isAlive(place.dir, undefined, now)) {
      return { state: "running", ...place, owner: await readOwner(place.dir) };
    }
    return otherwise.state === "evaluate" ? otherwise : { state: "begun", ...place, why: "died" };
  }
  if (ended.outcome === "failed") {
    const { kind, message } = ended;
    return { state: "failed", ...place, kind: kind ?? "worker-died", message };
  }
  if (otherwise.state === "evaluate") return otherwise;
  const why = (await isCancelRequested(place.dir)) ? "cancelled" : "interrupted";
  return { state: "begun", ...place, why };
}
