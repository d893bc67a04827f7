import type { RunState, RunStateName } from "../contract/run-state.js";

/** How many runs are in each state. */
export type StateCounts = Readonly<Record<RunStateName, number>>;

export function countStates(states: readonly RunState[]): StateCounts {
  const counts: Record<RunStateName, number> = {
    done: 0,
    trained: 0,
    running: 0,
    failed: 0,
    stopped: 0,
    damaged: 0,
    new: 0,
    changed: 0,
  };
  for (const { state } of states) counts[state]++;
  return counts;
}
