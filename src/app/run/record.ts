import type { PlannedRun } from "../../experiment/plan/plan.js";
import {
  mendManifest,
  writeManifest,
  type Manifest,
  type ManifestRun,
  type PlanContent,
} from "../../store/plans/manifests.js";
import { registerParent, type Parent, type Registration } from "../../store/plans/parents.js";
import { pathsOf } from "../lookup/plans.js";
import { nameOf } from "../select/request.js";
import type { Selection } from "../select/select.js";
import type { RunRequest } from "./request.js";

/** What a plan says beside its runs. */
export type PlanHead = Omit<PlanContent, "runs">;

/** The head of plans that are made of a selection. */
export function planHead(
  { experiments, until }: Pick<RunRequest, "experiments" | "until">,
  { profile, variant, items }: Selection,
): PlanHead {
  const names = experiments.map(nameOf);
  const seeds = [...new Set(items.flatMap((item) => item.seeds))];
  return {
    ...{ names, paths: pathsOf(names), profile: profile.id, seeds },
    ...(variant !== null && { variant }),
    ...(until !== undefined && { until }),
  };
}

/** A plan as it is recorded in the results folder, with this process at work on it. */
export interface PlanRecord extends Registration {
  readonly manifest: Manifest;
}

/** Runs as a manifest has them. */
export const manifestRuns = (runs: readonly PlannedRun[]): readonly ManifestRun[] =>
  runs.map(({ trainId, label, cells, evals }) => ({
    trainId,
    label,
    cells,
    evalIds: evals.map(({ evalId }) => evalId),
  }));

/**
 * Records what is about to be done, so that `status`, `logs` and `cancel` know of it from anywhere.
 * @param runs all that the selection needs, done or not.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function recordPlan(
  root: string,
  plan: PlanHead,
  runs: readonly PlannedRun[],
  executor: Parent["executor"],
  commandLine: readonly string[],
): Promise<PlanRecord> {
  const manifest = await writeManifest(root, { ...plan, runs: manifestRuns(runs) });
  const registration = await registerParent(root, manifest.planId, executor, commandLine);
  return { ...registration, manifest };
}

/**
 * Records a plan of which nothing is left to do: where it says which seeds count, since reports look for that, or where
 * its manifest is damaged. Any other is not listed.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function recordDone(
  root: string,
  plan: PlanHead,
  runs: readonly PlannedRun[],
): Promise<void> {
  const content = { ...plan, runs: manifestRuns(runs) };
  if (plan.until === undefined) await mendManifest(root, content);
  else await writeManifest(root, content);
}
