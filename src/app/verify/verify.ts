import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Damage } from "../../contract/run-state.js";
import { listManifests } from "../../store/plans/manifests.js";
import { evalDir, resultsRoot, trainDir } from "../../store/paths.js";
import { knownWords, plansOf, selectPlans } from "../lookup/plans.js";
import { oneRun, plannedRuns, runIds } from "../lookup/runs.js";
import { verifyFolder } from "./files.js";

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
 * predictions, checkpoints and weights. Changes nothing.
 *
 * @throws AmtlError (2) for a word that names neither a run nor a plan.
 */
export async function verify({ targets = [], results }: VerifyRequest): Promise<VerifyReport> {
  const root = resultsRoot(results);
  const dirs =
    targets.length === 0 || targets.includes(ALL)
      ? await allDirs(root)
      : await dirsOf(root, targets);
  const report = { root, folders: dirs.length, files: 0, bytes: 0 };
  const damaged: Damage[] = [];
  for (const dir of dirs) {
    for (const { path, bytes, damage } of await verifyFolder(dir)) {
      report.files++;
      report.bytes += bytes;
      if (damage !== null) damaged.push({ path, why: damage });
    }
  }
  return { ...report, damaged };
}

async function allDirs(root: string): Promise<readonly string[]> {
  const found = await Promise.all(
    ["train", "eval"].map(async (kind) =>
      (await readdir(join(root, kind)).catch(() => [])).sort().map((id) => join(root, kind, id)),
    ),
  );
  return found.flat();
}

async function dirsOf(root: string, targets: readonly string[]): Promise<readonly string[]> {
  const manifests = await listManifests(root);
  const planned = await plannedRuns(root);
  const ids = await runIds(root);
  const chosen = new Map<string, readonly string[]>();
  for (const word of targets) {
    const isPlan = plansOf(word, manifests).length > 0;
    if (isPlan || knownWords(manifests).includes(word)) {
      for (const plan of selectPlans([word], manifests)) {
        if (plan.state !== "present") continue;
        for (const { trainId, evalIds } of plan.manifest.runs) chosen.set(trainId, evalIds);
      }
    } else {
      const trainId = oneRun(word, ids, "verify");
      chosen.set(trainId, planned.get(trainId)?.evalIds ?? []);
    }
  }
  return [...chosen].flatMap(([trainId, evalIds]) => [
    trainDir(root, trainId),
    ...evalIds.map((id) => evalDir(root, id)),
  ]);
}
