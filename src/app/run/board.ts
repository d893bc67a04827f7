import type { RunEvent } from "../../contract/event.js";
import { totalSecondsLeft } from "../../state/time-left.js";

type Of<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;

/** A run as the display sees it. */
export interface BoardRun {
  /** Twelve-digit id. */
  readonly id: string;
  readonly label: string;
  readonly state: "queued" | "running" | "waiting" | "finished" | "failed" | "cancelled" | "left";
  /** Whether a worker of this command ever had it. */
  readonly begun: boolean;
  readonly progress: Of<"progress"> | null;
  /** Step of the checkpoint from which it would go on; null where it would begin anew. */
  readonly checkpoint: number | null;
  /** The last score on the dev set. */
  readonly dev: Of<"evaluated"> | null;
  /** Scores of the evaluation step, the last of each set. */
  readonly scores: readonly Of<"evaluated">[];
  /** Seconds that this process spent on it, once it is finished; 0 when another process did it. */
  readonly seconds: number | null;
}

/** All runs of an execution, in queue order. */
export type Board = ReadonlyMap<string, BoardRun>;

const EMPTY = { progress: null, checkpoint: null, dev: null, scores: [], seconds: null } as const;

/** The board after an event. Pure; a run that was never queued is left out. */
export function advance(board: Board, event: RunEvent): Board {
  const before = board.get(event.run);
  const after = before === undefined ? begin(event) : step(before, event);
  return after === before || after === null ? board : new Map(board).set(event.run, after);
}

const begin = (event: RunEvent): BoardRun | null =>
  event.type === "queued"
    ? { id: event.run, label: event.label, state: "queued", begun: false, ...EMPTY }
    : null;

function step(run: BoardRun, event: RunEvent): BoardRun {
  switch (event.type) {
    case "queued":
    case "mended":
    case "warned":
      return run;
    case "started":
      return { ...run, ...EMPTY, checkpoint: event.resumedAt, state: "running", begun: true };
    case "checkpoint":
      return { ...run, checkpoint: event.step };
    case "waiting":
      return event.owner === null ? run : { ...run, state: "waiting" };
    case "progress":
      return { ...run, progress: event };
    case "evaluated":
      if (event.epoch !== null) return { ...run, dev: event };
      return {
        ...run,
        scores: [...run.scores.filter(({ evalSet }) => evalSet !== event.evalSet), event],
      };
    case "finished":
      return { ...run, state: "finished", seconds: event.seconds };
    case "failed":
      return { ...run, state: event.retry ? "queued" : "failed" };
    case "retrying":
      return { ...run, state: "queued" };
    case "cancelled":
      return { ...run, state: "cancelled" };
    case "left":
      return { ...run, state: "left" };
  }
}

/** Seconds until all runs are done; null while no run is timed. What others are at goes on at an unknown pace. */
export function boardSecondsLeft(board: Board): number | null {
  const runs = [...board.values()];
  const own = runs.filter(({ state }) => state === "running").map(({ progress }) => progress);
  const others = runs.filter(({ state }) => state === "waiting").map(() => null);
  return totalSecondsLeft({
    running: [...own, ...others],
    waiting: runs.filter(({ state }) => state === "queued").length,
    lengths: runs.flatMap(({ state, seconds }) =>
      state === "finished" && seconds !== null && seconds > 0 ? [seconds] : [],
    ),
  });
}
