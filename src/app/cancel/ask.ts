import { shortId } from "../../base/text/short-id.js";
import type { Owner, RunState } from "../../contract/run-state.js";
import { runStates } from "../../state/run-states.js";
import { isCancelRequested, requestCancel, requestRunCancel } from "../../store/claims/cancel.js";
import { readOwner } from "../../store/claims/claim.js";
import type { Manifest, ManifestRun } from "../../store/plans/manifests.js";
import { cancelParent, listParents, type FoundParent } from "../../store/plans/parents.js";

/** What was asked of which command or job; `before`: it had been asked already. */
export type Asked =
  | {
      readonly type: "command";
      readonly planId: string;
      readonly host: string;
      readonly pid: number;
      readonly before: boolean;
    }
  | {
      readonly type: "run";
      readonly run: string;
      readonly label: string;
      readonly host: string | null;
      readonly pid: number | null;
      readonly before: boolean;
    }
  /** A command that has not begun the run, and will not. */
  | {
      readonly type: "queued";
      readonly run: string;
      readonly label: string;
      readonly host: string;
      readonly pid: number;
      readonly before: boolean;
    }
  /** A command with another plan is at work on the run, and goes on. */
  | {
      readonly type: "left";
      readonly run: string;
      readonly label: string;
      readonly host: string;
      readonly pid: number;
    }
  /** Jobs on a cluster. count: null when its controller does not tell; why: what it said, if it did not do it. */
  | {
      readonly type: "jobs";
      readonly planId: string;
      readonly count: number | null;
      readonly why: string | null;
      /** Who keeps the jobs, for people. */
      readonly title: string;
    }
  /** Jobs of a run that no node had begun. ids: null when the controller does not tell; why: as above. */
  | {
      readonly type: "job";
      readonly run: string;
      readonly label: string;
      readonly ids: readonly string[] | null;
      readonly why: string | null;
      readonly title: string;
    }
  | { readonly type: "idle"; readonly what: string; readonly state: string };

type Running = Extract<RunState, { state: "running" }>;

const isSame = (a: Owner, b: Owner): boolean =>
  a.host === b.host && a.machine === b.machine && a.pid === b.pid && a.started === b.started;

/** Asks for the end of a run's attempt, if one is under way. */
export async function askRun(
  run: Pick<ManifestRun, "trainId" | "label">,
  state: RunState,
): Promise<Asked> {
  const id = shortId(run.trainId);
  if (state.state !== "running") return { type: "idle", what: `run ${id}`, state: state.state };
  const before = await isCancelRequested(state.dir);
  if (!before) await requestCancel(state.dir);
  const { host = null, pid = null } = state.owner ?? {};
  return { type: "run", run: id, label: run.label, host, pid, before };
}

/**
 * Asks the commands on whose plan a run is not to begin it. What is queued on a cluster has left their hands; those
 * that watch it are to know why it goes.
 * @param state of a run that is neither done nor at work.
 * @param now what the folder's clock says.
 */
export async function askQueued(
  root: string,
  run: Pick<ManifestRun, "trainId" | "label">,
  state: RunState,
  planIds: readonly string[],
  now: number,
): Promise<readonly Asked[]> {
  // A command that has had its attempt does not begin another.
  const last = "dir" in state ? await readOwner(state.dir) : null;
  const found = await Promise.all(planIds.map((planId) => listParents(root, planId, now)));
  const parents = found.flat().filter(({ alive, parent }) => {
    const hadIt = last !== null && isSame(parent, last);
    return alive && !hadIt;
  });
  return await Promise.all(
    parents.map(async ({ folder, parent: { host, pid } }): Promise<Asked> => {
      const before = !(await requestRunCancel(folder, run.trainId));
      return { type: "queued", run: shortId(run.trainId), label: run.label, host, pid, before };
    }),
  );
}

/**
 * Asks every command at work on a plan to stop, and ends the runs of it that no command looks after (jobs of a
 * cluster, say).
 * @param others commands at work on other plans, whose runs are left alone.
 * @param now what the folder's clock says.
 */
export async function askPlan(
  root: string,
  { planId, runs, names }: Manifest,
  others: readonly FoundParent[],
  now: number,
): Promise<readonly Asked[]> {
  const parents = (await listParents(root, planId, now)).filter(({ alive }) => alive);
  const asked: Asked[] = [];
  for (const found of parents) {
    if (!found.cancelled) await cancelParent(found);
    const { host, pid } = found.parent;
    asked.push({ type: "command", planId, host, pid, before: found.cancelled });
  }
  const states = await runStates(root, runs, "exists", now);
  for (const [at, run] of runs.entries()) {
    const state = states[at];
    if (state.state === "running") asked.push(...(await askOf(run, state, parents, others)));
  }
  return asked.length > 0
    ? asked
    : [{ type: "idle", what: `plan ${planId} (${names.join(", ")})`, state: "idle" }];
}

async function askOf(
  run: ManifestRun,
  state: Running,
  parents: readonly FoundParent[],
  others: readonly FoundParent[],
): Promise<readonly Asked[]> {
  const { owner } = state;
  const owns = ({ parent }: FoundParent): boolean => owner !== null && isSame(parent, owner);
  // Its command ends it, with all its other runs.
  if (parents.some(owns)) return [];
  if (owner === null || !others.some(owns)) return [await askRun(run, state)];
  const { host, pid } = owner;
  return [{ type: "left", run: shortId(run.trainId), label: run.label, host, pid }];
}
