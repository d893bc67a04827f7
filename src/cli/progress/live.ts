import { createLogUpdate } from "log-update";
import { advance, type Board } from "../../app/run/board.js";
import { forStream, shorten } from "../../base/text/fold.js";
import { printed } from "../printed.js";
import type { Progress } from "./display.js";
import {
  eventLine,
  fit,
  progressParts,
  summary,
  tally,
  unbegunLine,
} from "../../app/text/progress.js";

/** Redraws a second: enough to look alive, too few to cost anything. */
const DRAWS = 4;

/** The block of running runs: two lines each below the summary. Pure. */
export function drawBoard(board: Board, width: number): string {
  const running = [...board.values()].filter(({ state }) => state === "running");
  const lines = running.flatMap((run) => [
    `  ${shorten(run.label, width - 2)}`,
    `    ${fit(progressParts(run), width - 4)}`,
  ]);
  return [fit(summary(board), width, ", "), ...lines].join("\n");
}

/**
 * A live block at the bottom of the terminal; what ends, fails or waits scrolls by above it.
 * @param stream a terminal.
 */
export function liveProgress(stream: NodeJS.WriteStream): Progress {
  const block = createLogUpdate(stream);
  let board: Board = new Map();
  const draw = (): void => {
    // A column is left free: terminals differ in what they do with a full line.
    if (board.size > 0) block(printed(drawBoard(board, Math.max(20, stream.columns - 1))));
  };
  const above = (text: string): void => {
    block.clear();
    stream.write(`${printed(forStream(text, stream))}\n`);
    draw();
  };
  const timer = setInterval(draw, 1000 / DRAWS);
  return {
    take: (event) => {
      board = advance(board, event);
      const run = board.get(event.run);
      if (run === undefined) return;
      const lasts = event.type === "evaluated" ? event.epoch === null : LASTING.has(event.type);
      const line = lasts ? eventLine(event, run) : null;
      if (line !== null) above(`${tally(board)} ${line}`);
    },
    say: above,
    close: () => {
      clearInterval(timer);
      block.clear();
      const line = unbegunLine(board);
      if (line !== null) stream.write(`${printed(forStream(line, stream))}\n`);
      block.done();
    },
  };
}

const LASTING: ReadonlySet<string> = new Set([
  "waiting",
  "warned",
  "mended",
  "finished",
  "failed",
  "cancelled",
]);
