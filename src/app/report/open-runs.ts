import { shortId } from "../../base/text/short-id.js";
import type { RunState } from "../../contract/run-state.js";
import { adviceOf } from "../../executors/queue/failure-advice.js";
import type { PlannedCell } from "../../experiment/plan/plan.js";
import type { ReportCell } from "../../report/cell.js";
import { OPEN_STATES, type OpenRun, type OpenState } from "../../report/open-run.js";
import { readLogEnd } from "../../state/log.js";
import type { PlannedState } from "../../state/planned.js";
import { secondsLeft } from "../../state/time-left.js";
import { changeText } from "../text/state.js";

/** Runs that are open, by their id. Only the logs of running ones are read. */
export async function openRuns(
  states: readonly PlannedState[],
): Promise<ReadonlyMap<string, OpenRun>> {
  const found = await Promise.all(
    states.map(async ({ run: { trainId, label }, state }) => {
      if (!isOpen(state)) return [];
      const left = state.state === "running" ? (await readLogEnd(state.dir)).progress : null;
      const run: OpenRun = {
        id: shortId(trainId),
        label,
        state: state.state,
        problem: problemOf(state),
        remedy: state.state === "failed" ? adviceOf(state.kind) : null,
        secondsLeft: secondsLeft(left),
      };
      return [[trainId, run] as const];
    }),
  );
  return new Map(found.flat());
}

type Open = Extract<RunState, { state: OpenState }>;

const isOpen = (state: RunState): state is Open => OPEN_STATES.some((name) => name === state.state);

/** What went wrong with a run, or changed since; null: nothing that its state does not say. */
export function problemOf(state: RunState): string | null {
  switch (state.state) {
    case "failed":
      return state.message === null ? state.kind : `${state.kind}: ${state.message}`;
    case "stopped":
    case "damaged":
      return state.why;
    case "changed":
      return state.fields.map(changeText).join(", ");
    case "done":
    case "new":
    case "running":
    case "trained":
      return null;
  }
}

/** Cells without a number say how their runs stand, where one has begun. */
export function withStates(
  cells: readonly ReportCell[],
  planned: readonly PlannedCell[],
  open: ReadonlyMap<string, OpenRun>,
): readonly ReportCell[] {
  if (open.size === 0) return cells;
  const runsOf = new Map(planned.map(({ id, results }) => [id, results]));
  return cells.map((cell) => {
    if (cell.ours.kind !== "missing") return cell;
    const its = (runsOf.get(cell.cell) ?? []).flatMap(({ trainId }) => open.get(trainId) ?? []);
    const state = OPEN_STATES.find((name) => its.some((run) => run.state === name));
    return state === undefined ? cell : { ...cell, ours: { kind: "missing", state } };
  });
}
