import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readJsonOr } from "../../base/read-json.js";
import { fields, text } from "../../base/shape.js";
import { mapLimited } from "../../base/map-limited.js";
import { evalDir, FILES, trainDir } from "../../store/paths.js";
import { listManifests } from "../../store/plans/manifests.js";
import { FORGOTTEN } from "../../store/put-away.js";
import { knownWords, plansOf, selectPlans } from "../lookup/plans.js";
import { oneRun, plannedRuns, runIds } from "../lookup/runs.js";

const idsIn = async (root: string, kind: "train" | "eval"): Promise<readonly string[]> =>
  (await readdir(join(root, kind)).catch(() => [])).filter((name) => !FORGOTTEN.test(name)).sort();

/** Folders of all trainings and evaluations that are there. */
export async function allFolders(root: string): Promise<readonly string[]> {
  const [trains, evals] = await Promise.all([idsIn(root, "train"), idsIn(root, "eval")]);
  return [...trains.map((id) => trainDir(root, id)), ...evals.map((id) => evalDir(root, id))];
}

/**
 * Folders of the runs that words stand for, with their evaluations: those of a plan as it was planned, and all that say
 * of themselves that they belong to the run.
 * @throws AmtlError (2) for a word that names neither a run nor a plan.
 */
export async function foldersOf(
  root: string,
  targets: readonly string[],
): Promise<readonly string[]> {
  const manifests = await listManifests(root);
  const planned = await plannedRuns(root);
  const ids = await runIds(root);
  const owners = await ownersOfEvals(root);
  const chosen = new Map<string, ReadonlySet<string>>();
  const choose = (trainId: string, evalIds: readonly string[]): void => {
    const own = [...owners].flatMap(([id, owner]) => (owner === trainId ? [id] : []));
    chosen.set(trainId, new Set([...(chosen.get(trainId) ?? []), ...evalIds, ...own]));
  };
  for (const word of targets) {
    if (plansOf(word, manifests).length > 0 || knownWords(manifests).includes(word)) {
      for (const plan of selectPlans([word], manifests)) {
        if (plan.state !== "present") continue;
        for (const { trainId, evalIds } of plan.manifest.runs) choose(trainId, evalIds);
      }
    } else {
      const trainId = oneRun(word, ids, "verify");
      choose(trainId, planned.get(trainId)?.evalIds ?? []);
    }
  }
  return [...chosen].flatMap(([trainId, evalIds]) => [
    trainDir(root, trainId),
    ...[...evalIds].map((id) => evalDir(root, id)),
  ]);
}

/** Folders that are read at a time. */
const AT_ONCE = 32;

const ofSpec = fields({ spec: fields({ trainId: text }) });
const ofResult = fields({ trainId: text });

/** The training of each evaluation that is there, as its spec tells, or its result where that cannot. */
async function ownersOfEvals(root: string): Promise<ReadonlyMap<string, string | undefined>> {
  const found = await mapLimited(await idsIn(root, "eval"), AT_ONCE, async (id) => {
    const dir = evalDir(root, id);
    const spec = await readJsonOr(join(dir, FILES.spec), ofSpec);
    const owner = spec?.spec ?? (await readJsonOr(join(dir, FILES.result), ofResult));
    return [id, owner?.trainId] as const;
  });
  return new Map(found);
}
