import type { RunEvent } from "../../contract/event.js";

/** Adds up the time that runs were at work. */
export interface Stopwatch {
  readonly take: (event: RunEvent) => void;
  /** Slot time so far, in seconds. */
  readonly seconds: () => number;
}

export function newStopwatch(): Stopwatch {
  const begun = new Map<string, number>();
  let seconds = 0;
  return {
    take: ({ type, run, time }) => {
      const at = Date.parse(time);
      if (type === "started") begun.set(run, at);
      if (type !== "finished" && type !== "failed" && type !== "cancelled") return;
      seconds += (at - (begun.get(run) ?? at)) / 1000;
      begun.delete(run);
    },
    seconds: () => seconds,
  };
}
