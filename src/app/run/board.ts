import type { RunEvent } from "../../contract/event.js";

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

/** Seconds that a running run still needs by its current rate; null before it has one. */
export function secondsLeft({ progress }: Pick<BoardRun, "progress">): number | null {
  if (progress === null || progress.stepsPerSecond <= 0) return null;
  return (progress.steps - progress.step) / progress.stepsPerSecond;
}

/**
 * Seconds until all is done with `jobs` workers: what running runs still need, and for the queued ones
 * what the others take on average. null while no run has been timed.
 */
export function totalSecondsLeft(board: Board, jobs: number): number | null {
  const runs = [...board.values()];
  const running = runs.filter(({ state }) => state === "running");
  const queued = runs.filter(({ state }) => state === "queued").length;
  const lengths = runs.flatMap(({ state, seconds, progress }) => {
    if (state === "finished") return seconds === null || seconds === 0 ? [] : [seconds];
    if (state !== "running" || progress === null || progress.stepsPerSecond <= 0) return [];
    return [progress.steps / progress.stepsPerSecond];
  });
  if (lengths.length === 0) return null;
  const mean = lengths.reduce((sum, seconds) => sum + seconds, 0) / lengths.length;
  const left = running.map((run) => secondsLeft(run) ?? mean);
  const work = left.reduce((sum, seconds) => sum + seconds, queued * mean);
  return Math.max(work / jobs, ...left);
}
