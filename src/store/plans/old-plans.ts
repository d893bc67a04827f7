import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { whichExist } from "../exists.js";
import { evalDir, FILES, trainDir } from "../paths.js";
import { sizeOf } from "../size-of.js";
import { planDir, readManifest, type ManifestRun } from "./manifests.js";
import { parentsDir } from "./parents.js";

/** Days after which a plan without anything left to do counts as old. */
const OLD_DAYS = 30;

/** A plan's folder, with all that a cluster's jobs left in it. */
export interface OldPlan {
  readonly path: string;
  readonly bytes: number;
}

/**
 * The plan, where it can go: untouched for a month, every run of it done or not begun. The same command would write it
 * anew. Null where it is to stay; so are one that cannot be read, and one that says which seeds reports count.
 * @param now what the folder's clock says, in ms.
 */
export async function oldPlan(root: string, planId: string, now: number): Promise<OldPlan | null> {
  const path = planDir(root, planId);
  // Asked first: a large plan's manifest is megabytes.
  const touched = await Promise.all([path, ...(await foldersIn(path))].map(touchedAt));
  if (now - Math.max(...touched) < OLD_DAYS * 86_400_000) return null;
  const found = await readManifest(root, planId);
  if (found?.state !== "present" || found.manifest.until !== undefined) return null;
  if ((await readdir(parentsDir(root, planId)).catch(() => [])).length > 0) return null;
  return (await isSettled(root, found.manifest.runs)) ? { path, bytes: await sizeOf(path) } : null;
}

/** Folders of commands at work on the plan, and of executors. */
const foldersIn = async (path: string): Promise<readonly string[]> =>
  (await readdir(path, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(path, name));

/** In ms; 0 where nothing is there. */
const touchedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** Whether no run is half done. */
async function isSettled(root: string, runs: readonly ManifestRun[]): Promise<boolean> {
  const begun = await whichExist(runs.map(({ trainId }) => trainDir(root, trainId)));
  const results = runs
    .filter((_, at) => begun[at])
    .flatMap(({ trainId, evalIds }) => [
      trainDir(root, trainId),
      ...evalIds.map((id) => evalDir(root, id)),
    ]);
  return (await whichExist(results.map((dir) => join(dir, FILES.result)))).every((is) => is);
}
