import type { RunState } from "../contract/run-state.js";
import type { PlannedRun } from "../experiment/plan/plan.js";
import { withChanges, type PlannedState } from "./changes.js";
import type { RunFiles } from "../provenance/run-files.js";
import { runStates, type RunIds } from "./run-states.js";

export type { PlannedState } from "./changes.js";

/** A run that has files which cannot be used. */
export interface DamagedRun {
  readonly trainId: string;
  readonly label: string;
  readonly state: Extract<RunState, { state: "damaged" }>;
}

/** The runs that are damaged. */
export const damagedRuns = (states: readonly PlannedState[]): readonly DamagedRun[] =>
  states.flatMap(({ run: { trainId, label }, state }) =>
    state.state === "damaged" ? [{ trainId, label, state }] : [],
  );

/** The ids by which a planned run is looked up. */
export const idsOf = ({ trainId, evals }: PlannedRun): RunIds => ({
  trainId,
  evalIds: evals.map(({ evalId }) => evalId),
});

/**
 * How planned runs stand, in the order given, their files read.
 * @param root folder that holds train/ and eval/; it need not exist yet.
 */
export async function plannedStates(
  root: string,
  runs: readonly PlannedRun[],
  files?: RunFiles,
): Promise<readonly PlannedState[]> {
  const states = await runStates(root, runs.map(idsOf), "read", undefined, files);
  return await withChanges(
    root,
    runs.map((run, at) => ({ run, state: states[at] })),
  );
}

/** Whether the run and all its evaluations have results that can be used, with sound records. */
export const isDone = (state: RunState): boolean => state.state === "done";

/** Whether the model is still to be trained, by whoever. */
export function isUntrained(state: RunState): boolean {
  switch (state.state) {
    case "done":
    case "trained":
      return false;
    case "running":
    case "failed":
    case "damaged":
      return !state.trained;
    case "stopped":
    case "new":
    case "changed":
      return true;
  }
}

/** Whether only evaluations are still to be made, by whoever. */
export const isUnscored = (state: RunState): boolean =>
  state.state === "damaged" ? state.missing > 0 : !isDone(state) && !isUntrained(state);
