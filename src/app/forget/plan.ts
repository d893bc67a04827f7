import { badInput, type AmtlError } from "../../base/errors.js";
import { ownerText } from "../../base/text/owner.js";
import { countStates, type StateCounts } from "../../state/counts.js";
import { runStates } from "../../state/run-states.js";
import { planDir, type ManifestState } from "../../store/plans/manifests.js";
import { listParents, type FoundParent } from "../../store/plans/parents.js";
import { putAway } from "../../store/put-away.js";
import { sizeOf } from "../../store/size-of.js";
import { openJobs } from "../execution/open-jobs.js";
import { idOf } from "../lookup/plans.js";
import type { ToForget } from "./to-forget.js";

/** A plan that is taken out of the list. */
export interface ForgottenPlan {
  readonly kind: "plan";
  readonly planId: string;
  /** What it was made for; empty where its manifest cannot be read. */
  readonly names: readonly string[];
  /** How its runs stand, which stay; null where its manifest cannot be read. */
  readonly counts: StateCounts | null;
  /** Of the plan's own folder. */
  readonly bytes: number;
  /** Why its removal is to be confirmed; null: nothing is lost. */
  readonly loses: string | null;
}

/** @throws AmtlError (2) where a command or a cluster's jobs are at work on it. */
export async function planToForget(
  root: string,
  plan: ManifestState,
  now: number,
): Promise<ToForget<ForgottenPlan>> {
  const planId = idOf(plan);
  const folder = planDir(root, planId);
  refuseBusy(planId, await listParents(root, planId, now));
  const { running, silent } = await openJobs(planId, folder);
  if (running.length > 0) throw atWork(planId, running.join(", "));
  const runs = plan.state === "present" ? plan.manifest.runs : null;
  const what = {
    kind: "plan",
    planId,
    names: plan.state === "present" ? plan.manifest.names : [],
    counts: runs === null ? null : countStates(await runStates(root, runs, "exists", now)),
    bytes: await sizeOf(folder),
    loses: silent,
  } as const;
  const remove = async (): Promise<void> => {
    const away = await putAway(folder);
    if (away === null) return;
    // A command that began between the question and the removal has registered by now, or begins anew.
    const parents = await listParents(root, away.path.split("/").at(-1)!);
    if (parents.some(({ alive }) => alive)) {
      await away.undo();
      refuseBusy(planId, parents);
    }
    await away.remove();
  };
  return { what, loses: silent, remove };
}

function refuseBusy(planId: string, parents: readonly FoundParent[]): void {
  const busy = parents.filter(({ alive }) => alive);
  if (busy.length === 0) return;
  throw atWork(planId, busy.map(({ parent }) => ownerText(parent)).join("; "));
}

const atWork = (planId: string, who: string): AmtlError =>
  badInput(`Plan ${planId} is at work`, {
    expected: "a plan that no process works on",
    got: who,
    fix: `amtl-run cancel ${planId} stops it; then forget it`,
  });
