import type { TrainSpec } from "../../contract/train-spec.js";
import type { Awaited } from "../grid/awaited.js";
import type { GridCell } from "../grid/grid.js";
import { labelOf } from "./run-label.js";

/** A training that is counted and cannot be made, since something that it names is not built: it has no trainId yet. */
export interface WaitingRun {
  /** For people: "atlop jmrl atl bert-base-cased docred seed 66". */
  readonly label: string;
  readonly for: Awaited;
  readonly spec: TrainSpec;
}

/** The waiting runs of some cells, each once, in the order of first need. Pure. */
export function waitingRuns(cells: readonly Pick<GridCell, "status">[]): readonly WaitingRun[] {
  const waiting = new Map<string, WaitingRun>();
  for (const { status } of cells) {
    if (status.kind !== "waits") continue;
    for (const { train } of status.runs) {
      // The grid writes the fields of all specs in one order.
      const key = JSON.stringify(train);
      if (!waiting.has(key))
        waiting.set(key, { label: labelOf(train), for: status.for, spec: train });
    }
  }
  return [...waiting.values()];
}
