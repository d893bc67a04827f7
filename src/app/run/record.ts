import type { PlannedRun } from "../../experiment/plan/plan.js";
import { writeManifest, type Manifest, type ManifestRun } from "../../store/plans/manifests.js";
import { registerParent, type Parent, type Registration } from "../../store/plans/parents.js";

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
  plan: Pick<Manifest, "names" | "paths" | "profile" | "variant" | "seeds" | "until">,
  runs: readonly PlannedRun[],
  executor: Parent["executor"],
  commandLine: readonly string[],
): Promise<PlanRecord> {
  const manifest = await writeManifest(root, { ...plan, runs: manifestRuns(runs) });
  const registration = await registerParent(root, manifest.planId, executor, commandLine);
  return { ...registration, manifest };
}
