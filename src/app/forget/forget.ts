import { clockOf } from "../../state/run-states.js";
import { listManifests, type Manifest } from "../../store/plans/manifests.js";
import { resultsRoot } from "../../store/paths.js";
import { runIds } from "../lookup/runs.js";
import { targetsOf } from "../lookup/targets.js";
import { planToForget, type ForgottenPlan } from "./plan.js";
import { runToForget, type ForgottenRun } from "./run.js";
import type { ToForget } from "./to-forget.js";

export type { ForgottenPlan } from "./plan.js";
export type { ForgottenRun } from "./run.js";

export interface ForgetRequest {
  /** Plans (the beginning of an id, or what they were made for) and runs (the beginning of an id); at least one. */
  readonly targets: readonly string[];
  /** Whether to remove what holds results or checkpoints, too. Default: false. */
  readonly yes?: boolean | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** A plan or a run, and whether it is gone. */
export type Forgotten = (ForgottenPlan | ForgottenRun) & { readonly removed: boolean };

/**
 * Takes plans out of a results folder's list, and runs with everything that they hold. Runs of a plan stay. What holds
 * results or checkpoints goes only with `yes`.
 * @throws AmtlError (2) for a word that stands for nothing or for several things, and for what somebody is at work on:
 *   then nothing is removed; (4) when something cannot be removed.
 */
export async function forget(request: ForgetRequest): Promise<readonly Forgotten[]> {
  const { targets, yes = false } = request;
  const root = resultsRoot(request.results);
  const manifests = await listManifests(root);
  const readable = manifests.flatMap((found): readonly Manifest[] =>
    found.state === "present" ? [found.manifest] : [],
  );
  const now = await clockOf(root);
  const found: ToForget<ForgottenPlan | ForgottenRun>[] = [];
  // All are looked at before the first goes.
  for (const target of targetsOf(targets, manifests, await runIds(root), "forget")) {
    if (target.type === "run") found.push(await runToForget(root, target.trainId, readable, now));
    else for (const plan of target.plans) found.push(await planToForget(root, plan, now));
  }
  const done: Forgotten[] = [];
  for (const { what, loses, remove } of found) {
    const removed = yes || loses === null;
    if (removed) await remove();
    done.push({ ...what, removed });
  }
  return done;
}
