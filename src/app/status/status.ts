import { ExitCode } from "../../base/errors.js";
import { mapLimited } from "../../base/map-limited.js";
import type { RunState } from "../../contract/run-state.js";
import { adviceOf } from "../../executors/queue/failure-advice.js";
import { countStates, type StateCounts } from "../../state/counts.js";
import { readLogEnd, type LogEnd } from "../../state/log.js";
import { totalSecondsLeft } from "../../state/time-left.js";
import { clockOf, runStates, type Depth } from "../../state/run-states.js";
import { heartbeatAge } from "../../store/claims/heartbeat.js";
import { listManifests, type Manifest, type ManifestRun } from "../../store/plans/manifests.js";
import type { LastCommand } from "../../store/plans/last-command.js";
import { listParents, type FoundParent } from "../../store/plans/parents.js";
import { resultsRoot, stderrOf } from "../../store/paths.js";
import { selectPlans } from "../lookup/plans.js";
import { byLastWork, newestOf, type Older, type Touched } from "./newest.js";

export { DEFAULT_EXECUTOR } from "../../executors/registry.js";
export type { FoundParent } from "../../store/plans/parents.js";

export interface StatusRequest {
  /** Plans, by the beginning of an id or by what they were made for ("table4"). Default: all. */
  readonly plans?: readonly string[] | undefined;
  /** Of a name all its plans; else only the newest, and those at work. */
  readonly all?: boolean | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** A run of a plan as it is found. */
export interface RunView {
  readonly run: ManifestRun;
  readonly state: RunState;
  /** Where a failed run's worker wrote its standard error, and what can be done about the failure. */
  readonly failure: { readonly stderr: string; readonly advice: string | null } | null;
  /** What the log of a running run says. */
  readonly log: LogEnd | null;
  /** Seconds since the last heartbeat of a running run. */
  readonly beat: number | null;
}

/** A plan as it is found. */
export type PlanView = {
  readonly planId: string;
  /** Commands at work on it, or that died at it. */
  readonly parents: readonly FoundParent[];
  /** The command that worked on it last; null: nobody knows. */
  readonly last: LastCommand | null;
} & (
  | { readonly state: "damaged"; readonly path: string; readonly why: string }
  | {
      readonly state: "present";
      readonly manifest: Manifest;
      readonly runs: readonly RunView[];
      readonly counts: StateCounts;
      /** Whether results were read; of very many runs only their existence counts. */
      readonly depth: Depth;
      /** Until all runs that did not fail are done, at the present pace; null while the pace is unknown. */
      readonly secondsLeft: number | null;
    }
);

export interface Status {
  readonly root: string;
  /** The one that was worked on last first. */
  readonly plans: readonly PlanView[];
  /** What names pass over. */
  readonly older: readonly Older[];
}

/** Runs of a plan whose results are read; of more, reading alone would take seconds. */
const READ_AT_MOST = 2000;

/** Logs that are read at a time. */
const AT_ONCE = 16;

/**
 * How plans and their runs stand, whoever works on them. Only looks at the results folder.
 * @throws AmtlError (2) for a plan that is not there, with the nearest that is.
 */
export async function status({ plans = [], all = false, results }: StatusRequest): Promise<Status> {
  const root = resultsRoot(results);
  const manifests = await listManifests(root);
  const selected = plans.length === 0 ? manifests : selectPlans(plans, manifests);
  const touched = await byLastWork(root, selected);
  const now = await clockOf(root);
  const chosen =
    plans.length === 0 || all
      ? { plans: touched, older: [] }
      : await newestOf(root, plans, touched, now);
  const views = await mapLimited(chosen.plans, 4, (found) => viewOf(root, found, now));
  return { root, plans: views, older: chosen.older };
}

async function viewOf(
  root: string,
  { plan: found, last }: Touched,
  now: number,
): Promise<PlanView> {
  const planId = found.state === "present" ? found.manifest.planId : found.planId;
  const parents = await listParents(root, planId, now);
  if (found.state === "damaged") return { ...found, planId, parents, last };
  const { manifest } = found;
  const depth = manifest.runs.length <= READ_AT_MOST ? "read" : "exists";
  const states = await runStates(root, manifest.runs, depth, now);
  const pairs = manifest.runs.map((run, at) => ({ run, state: states[at] }));
  const runs = await mapLimited(pairs, AT_ONCE, async ({ run, state }): Promise<RunView> => {
    if (state.state !== "running") {
      return { run, state, failure: failureOf(state), log: null, beat: null };
    }
    const log = await readLogEnd(state.dir);
    const beat = Math.max(0, await heartbeatAge(state.dir, now));
    return { run, state, failure: null, log, beat };
  });
  const counts = countStates(states);
  const secondsLeft = leftOf(runs, counts);
  return { state: "present", planId, parents, last, manifest, runs, counts, depth, secondsLeft };
}

const failureOf = (state: RunState): RunView["failure"] =>
  state.state === "failed" ? { stderr: stderrOf(state.dir), advice: adviceOf(state.kind) } : null;

/** Whether somebody is at work on the plan. */
export const isBusy = ({ parents, ...plan }: PlanView): boolean =>
  parents.some(({ alive }) => alive) || ("counts" in plan && plan.counts.running > 0);

/** The exit code for plans: 0 all runs are done, 1 some failed, 3 some are left, or nobody can tell. */
export function exitCodeOf(plans: readonly PlanView[]): ExitCode {
  const views = plans.filter((plan) => plan.state === "present");
  if (views.some(({ counts }) => counts.failed > 0)) return ExitCode.failed;
  const isDone = views.every(({ counts, runs }) => counts.done === runs.length);
  return isDone && views.length === plans.length ? ExitCode.done : ExitCode.incomplete;
}

function leftOf(runs: readonly RunView[], counts: StateCounts): number | null {
  const running = runs.filter(({ state }) => state.state === "running");
  return totalSecondsLeft({
    running: running.map(({ log }) => log?.progress ?? null),
    waiting: runs.length - running.length - counts.done - counts.failed,
    lengths: [],
  });
}
