import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { mapLimited } from "../base/map-limited.js";
import { isAlive } from "./claims/claim.js";
import { listAttempts } from "./claims/attempts.js";
import { listParents, parentsDir } from "./plans/parents.js";
import { oldPlan } from "./plans/old-plans.js";
import { AGAIN, attemptDir, FILES, FORCED } from "./paths.js";
import { FORGOTTEN } from "./put-away.js";
import { sizeOf } from "./size-of.js";

/** What can go without anything being lost that a result or a run under way needs. */
export type GarbageKind =
  /** Checkpoints of runs that have their result: nobody reads them any more. */
  | "checkpoints"
  /** Half-written files and claims that something killed left, older than a day. */
  | "leftovers"
  /** Files that could not be used and were set aside. */
  | "damaged"
  /** Entries of commands that died. */
  | "dead commands"
  /** Plans of which nothing is left to do, untouched for a month: status does not list them any more. */
  | "old plans";

export interface Garbage {
  readonly kind: GarbageKind;
  readonly path: string;
  readonly bytes: number;
}

const DAY_MS = 86_400_000;
const AT_ONCE = 16;

const CHECKPOINT = /^(checkpoint|best-\d+)\.bin/;
const LEFTOVER = /\.[0-9a-f]{12}\.tmp$|^weights\.bin\.tmp$|^\.(claim|probe)-[0-9a-f]+$/;
const DAMAGED = /\.damaged-\d+$/;

const allIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder, { recursive: true }).catch(() => []);

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

/**
 * Looks for garbage in a results folder, and in those in it for runs that are done twice or again. Runs that somebody is at
 * work on are passed over whole.
 * @param now what the folder's clock says, in ms.
 */
export const findGarbage = async (root: string, now: number): Promise<readonly Garbage[]> =>
  (
    await Promise.all(
      [root, join(root, AGAIN), join(root, FORCED)].map((folder) => findIn(folder, now)),
    )
  ).flat();

async function findIn(root: string, now: number): Promise<readonly Garbage[]> {
  const folders = await Promise.all(
    ["train", "eval"].map(async (kind) =>
      (await namesIn(join(root, kind))).map((name) => join(root, kind, name)),
    ),
  );
  const plans = await namesIn(join(root, "plans"));
  const forgotten = [...folders.flat(), ...plans.map((name) => join(root, "plans", name))].filter(
    (path) => FORGOTTEN.test(basename(path)),
  );
  const inForgotten = await mapLimited(forgotten, AT_ONCE, (dir) => forgottenDir(dir, now));
  const inRuns = await mapLimited(folders.flat(), AT_ONCE, (dir) => inRun(dir, now));
  const inPlans = await mapLimited(plans, AT_ONCE, (planId) => inPlan(root, planId, now));
  return [...inForgotten.flat(), ...inRuns.flat(), ...inPlans.flat()];
}

/** What `forget` was removing when it was killed. */
async function forgottenDir(path: string, now: number): Promise<readonly Garbage[]> {
  const found = await stat(path).catch(() => null);
  if (found === null || now - found.ctimeMs <= DAY_MS) return [];
  return [{ kind: "leftovers", path, bytes: await sizeOf(path) }];
}

async function inRun(dir: string, now: number): Promise<readonly Garbage[]> {
  const attempts = await listAttempts(dir).catch(() => []);
  const last = attempts.at(-1);
  if (last !== undefined && (await isAlive(attemptDir(dir, last), undefined, now))) return [];
  const names = await namesIn(dir);
  const isDone = names.includes(FILES.result);
  const inside = await Promise.all(
    attempts.map(async (k) => {
      const attempt = attemptDir(dir, k);
      const files = await namesIn(attempt);
      const checkpoints = isDone ? files.filter((name) => CHECKPOINT.test(name)) : [];
      return [
        ...(await these("checkpoints", attempt, checkpoints)),
        ...(await leftovers(attempt, files, now)),
      ];
    }),
  );
  const claims = join(dir, "attempts");
  return [
    ...inside.flat(),
    ...(await leftovers(dir, names, now)),
    ...(await leftovers(claims, await namesIn(claims), now)),
    ...(await damagedIn(dir, names)),
    ...(await damagedIn(join(dir, "scores"), await allIn(join(dir, "scores")))),
  ];
}

const damagedIn = (folder: string, names: readonly string[]): Promise<readonly Garbage[]> =>
  these(
    "damaged",
    folder,
    names.filter((name) => DAMAGED.test(name)),
  );

async function inPlan(root: string, planId: string, now: number): Promise<readonly Garbage[]> {
  const dead = (await listParents(root, planId, now)).filter(({ alive }) => !alive);
  const names = dead.map(({ parent }) => parent.nonce);
  const entries = await these("dead commands", parentsDir(root, planId), names);
  const parents = parentsDir(root, planId);
  const folders = [
    dirname(parents),
    ...(await namesIn(parents))
      .filter((name) => !names.includes(name))
      .map((name) => join(parents, name)),
  ];
  const torn = await Promise.all(
    folders.map(async (folder) => leftovers(folder, await namesIn(folder), now)),
  );
  const old = await oldPlan(root, planId, now);
  const found = [...entries, ...torn.flat()];
  return old === null ? found : [...found, { kind: "old plans", ...old }];
}

const these = async (
  kind: GarbageKind,
  folder: string,
  names: readonly string[],
): Promise<readonly Garbage[]> =>
  (
    await Promise.all(
      names.map(async (name) => {
        const path = join(folder, name);
        const found = await stat(path).catch(() => null);
        return found === null ? [] : [{ kind, path, bytes: found.isFile() ? found.size : 0 }];
      }),
    )
  ).flat();

async function leftovers(
  folder: string,
  names: readonly string[],
  now: number,
): Promise<readonly Garbage[]> {
  const found = await these(
    "leftovers",
    folder,
    names.filter((name) => LEFTOVER.test(name)),
  );
  const ages = await Promise.all(
    found.map(({ path }) =>
      stat(path).then(
        ({ mtimeMs }) => now - mtimeMs,
        () => 0,
      ),
    ),
  );
  return found.filter((_, at) => ages[at] > DAY_MS);
}
