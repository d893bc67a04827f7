import { join } from "node:path";
import type { Damage } from "../../contract/run-state.js";
import { listManifests, planDir } from "../../store/plans/manifests.js";
import { AGAIN, FILES, resultsRoot } from "../../store/paths.js";
import { verifyCaches } from "./caches.js";
import { verified, verifyFolder, type Verified } from "./folder.js";
import { allFolders, foldersOf } from "./targets.js";

export interface VerifyRequest {
  /** Runs and plans, by id or the beginning of one, or by a table's name. Default: everything that is there. */
  readonly targets?: readonly string[] | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

export interface VerifyReport {
  readonly root: string;
  /** Folders of trainings and evaluations. */
  readonly folders: number;
  readonly files: number;
  readonly bytes: number;
  readonly damaged: readonly Damage[];
}

/** Stands for everything that is there. */
export const ALL = "all";

/**
 * Reads every byte of the files that numbers rest on: results, records of provenance, specs, kept scores and
 * predictions, checkpoints and weights; where all is asked for, also plans, and what the user's cache holds. Changes
 * nothing of them.
 *
 * @throws AmtlError (2) for a word that names neither a run nor a plan.
 */
export async function verify({ targets = [], results }: VerifyRequest): Promise<VerifyReport> {
  const root = resultsRoot(results);
  const isAll = targets.length === 0 || targets.includes(ALL);
  const dirs = isAll
    ? [...(await allFolders(root)), ...(await allFolders(join(root, AGAIN)))]
    : await foldersOf(root, targets);
  const found: Verified[] = [];
  for (const dir of dirs) found.push(...(await verifyFolder(dir)));
  if (isAll) found.push(...(await plans(root)), ...(await verifyCaches()));
  return {
    root,
    folders: dirs.length,
    files: found.length,
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    damaged: found.flatMap(({ path, damage }) => (damage === null ? [] : [{ path, why: damage }])),
  };
}

const plans = async (root: string): Promise<readonly Verified[]> =>
  await Promise.all(
    (await listManifests(root)).map((plan) =>
      plan.state === "present"
        ? verified(join(planDir(root, plan.manifest.planId), FILES.manifest), null)
        : verified(plan.path, plan.why),
    ),
  );
