import type { RunEvent } from "../../../contract/event.js";
import { advance, type Board } from "../../../app/run/board.js";
import { eventLine } from "../../../app/text/progress.js";
import { shortId } from "../../../base/text/short-id.js";

/** Seconds of the run between two lines about its training. */
const LINE_SECONDS = 30;

/** Puts a run's events into words, one after the other. */
export function newLogWords(trainId: string): {
  /** A line with the time of day (UTC), or null for what is not worth one. */
  readonly lineOf: (event: RunEvent) => string | null;
} {
  const run = shortId(trainId);
  const queued = { v: 1, seq: 0, time: "", run, attempt: 0, type: "queued", label: run } as const;
  let board: Board = advance(new Map(), queued);
  let shown = -Infinity;
  return {
    lineOf: (event) => {
      board = advance(board, { ...event, run });
      const line = eventLine(event, board.get(run)!);
      if (line === null) return null;
      if (event.type === "progress") {
        const time = Date.parse(event.time) / 1000;
        if (time - shown < LINE_SECONDS) return null;
        shown = time;
      }
      return `${event.time.slice(11, 19)}  ${line}`;
    },
  };
}
