import { badInput } from "../../base/errors.js";
import { shortId } from "../../base/text/short-id.js";
import { clockOf, runStates } from "../../state/run-states.js";
import {
  listManifests,
  type Manifest,
  type ManifestRun,
  type ManifestState,
} from "../../store/plans/manifests.js";
import { listParents, type FoundParent } from "../../store/plans/parents.js";
import { resultsRoot } from "../../store/paths.js";
import { cancelJobs } from "../execution/cancel-jobs.js";
import { plannedRuns, runIds } from "../lookup/runs.js";
import { askPlan, askQueued, askRun, type Asked } from "./ask.js";
import { targetsOf, type Target } from "../lookup/targets.js";

export type { Asked } from "./ask.js";

export interface CancelRequest {
  /** Plans (the beginning of an id, or what they were made for) or runs (the beginning of an id). Default: the plan at work. */
  readonly targets?: readonly string[] | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** A results folder at one moment. */
interface Scene {
  readonly root: string;
  readonly manifests: readonly ManifestState[];
  /** What the folder's clock says, in ms. */
  readonly now: number;
}

/**
 * Asks plans or single runs to end with a checkpoint, from any machine that sees the results folder.
 * @returns what was asked of whom; it happens within seconds.
 * @throws AmtlError (2) for a word that stands for nothing or for several things, or where several plans are at work and
 *   none is named; (4) when the folder cannot be written.
 */
export async function cancel({ targets = [], results }: CancelRequest): Promise<readonly Asked[]> {
  const root = resultsRoot(results);
  const scene = { root, manifests: await listManifests(root), now: await clockOf(root) };
  const planned = await plannedRuns(root);
  const ids = new Set([...(await runIds(root)), ...planned.keys()]);
  const chosen =
    targets.length === 0
      ? await onlyPlan(scene)
      : targetsOf(targets, scene.manifests, [...ids], "cancel");
  const asked: Asked[] = [];
  for (const target of chosen) {
    asked.push(
      ...(target.type === "run"
        ? await cancelRun(scene, planned.get(target.trainId) ?? unknownRun(target.trainId))
        : await cancelPlans(scene, readable(target.plans))),
    );
  }
  return asked;
}

/** Plans that say what they are; of others nobody knows which runs to ask for. */
const readable = (plans: readonly ManifestState[]): readonly Manifest[] =>
  plans.flatMap((found) => (found.state === "present" ? [found.manifest] : []));

type Run = Pick<ManifestRun, "trainId" | "label" | "evalIds">;

const unknownRun = (trainId: string): Run => ({ trainId, label: "", evalIds: [] });

async function cancelRun({ root, manifests, now }: Scene, run: Run): Promise<readonly Asked[]> {
  const [state] = await runStates(root, [run], "exists", now);
  if (state.state === "running" || state.state === "done") return [await askRun(run, state)];
  const plans = plansWith(manifests, run.trainId);
  const waiting = await askQueued(root, run, state, plans, now);
  const jobs = (await cancelJobs(root, plans, run.trainId)).map(({ ids, why, title }): Asked => {
    return { type: "job", run: shortId(run.trainId), label: run.label, ids, why, title };
  });
  const found = [...waiting, ...jobs];
  return found.length > 0 ? found : [await askRun(run, state)];
}

async function cancelPlans(scene: Scene, plans: readonly Manifest[]): Promise<readonly Asked[]> {
  const { root, now } = scene;
  const others = await parentsOfOthers(scene, plans);
  const asked: Asked[] = [];
  for (const manifest of plans) {
    const found = await askPlan(root, manifest, others, now);
    // A command at work on the plan cancels its jobs itself, and waits for their checkpoints.
    const hasCommand = found.some(({ type }) => type === "command");
    const cancelled = hasCommand ? [] : await cancelJobs(root, [manifest.planId], null);
    const jobs = cancelled.map(({ planId, ids, why, title }): Asked => {
      return { type: "jobs", planId, count: ids?.length ?? null, why, title };
    });
    asked.push(...(jobs.length > 0 ? found.filter(({ type }) => type !== "idle") : found));
    asked.push(...jobs);
  }
  return asked;
}

/**
 * The plan that is being worked on; none when there is none.
 * @throws AmtlError (2) when there are several: one of them might be somebody else's.
 */
async function onlyPlan({ root, manifests, now }: Scene): Promise<readonly Target[]> {
  const busy: Manifest[] = [];
  for (const found of manifests) {
    if (found.state === "damaged") continue;
    const parents = await listParents(root, found.manifest.planId, now);
    if (parents.some(({ alive }) => alive)) busy.push(found.manifest);
  }
  if (busy.length <= 1) {
    return busy.map((manifest) => ({ type: "plans", plans: [{ state: "present", manifest }] }));
  }
  throw badInput("Ambiguous target: several plans are running", {
    expected: "which one: amtl-run cancel PLAN",
    got: busy.map(({ planId, names }) => `${planId} (${names.join(", ")})`).join(", "),
    fix: `amtl-run cancel ${busy[0].planId}`,
  });
}

const plansWith = (manifests: readonly ManifestState[], trainId: string): string[] =>
  manifests.flatMap((found) =>
    found.state === "present" && found.manifest.runs.some((run) => run.trainId === trainId)
      ? [found.manifest.planId]
      : [],
  );

/** Living commands at work on other plans. */
async function parentsOfOthers(
  { root, manifests, now }: Scene,
  selected: readonly Manifest[],
): Promise<readonly FoundParent[]> {
  const mine = new Set(selected.map(({ planId }) => planId));
  const others = manifests.flatMap((found) =>
    found.state === "present" && !mine.has(found.manifest.planId) ? [found.manifest.planId] : [],
  );
  const found = await Promise.all(others.map((planId) => listParents(root, planId, now)));
  return found.flat().filter(({ alive }) => alive);
}
