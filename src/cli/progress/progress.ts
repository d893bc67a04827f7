import type { Output } from "../command.js";
import { advance, type Board } from "../../app/run/board.js";
import type { Progress, ProgressMode } from "./display.js";
import { eventLine, tally, unbegunLine } from "../../app/text/progress.js";

/** Only a terminal that can move its cursor, with a person before it, gets the live block. */
export function chooseMode(
  options: { readonly json: boolean; readonly quiet: boolean },
  terminal: boolean,
  env: NodeJS.ProcessEnv = process.env,
): ProgressMode {
  if (options.json) return "json";
  if (options.quiet) return "quiet";
  const plain = env.TERM === "dumb" || (env.CI !== undefined && env.CI !== "");
  return terminal && !plain ? "live" : "lines";
}

/** Seconds between two lines about the training of one run, in a pipe. */
const LINE_SECONDS = 30;

/** One line for each event that matters, as it comes. */
export function lineProgress(write: (line: string) => void, seconds = LINE_SECONDS): Progress {
  let board: Board = new Map();
  const last = new Map<string, number>();
  return {
    take: (event) => {
      board = advance(board, event);
      const run = board.get(event.run);
      if (run === undefined) return;
      if (event.type === "started") last.set(event.run, performance.now());
      if (event.type === "progress") {
        const now = performance.now();
        if (now - (last.get(event.run) ?? -Infinity) < seconds * 1000) return;
        last.set(event.run, now);
      }
      const line = eventLine(event, run);
      if (line !== null) write(`${tally(board)} ${line}`);
    },
    say: write,
    close: () => {
      const line = unbegunLine(board);
      if (line !== null) write(line);
    },
  };
}

export const quietProgress = (say: (text: string) => void): Progress => ({
  take: () => undefined,
  say,
  close: () => undefined,
});

export async function openProgress(mode: ProgressMode, output: Output): Promise<Progress> {
  switch (mode) {
    case "live":
      return (await import("./live.js")).liveProgress(process.stderr);
    case "lines":
      return lineProgress(output.note);
    case "json":
      return { ...quietProgress(output.note), take: output.line };
    case "quiet":
      return quietProgress(output.note);
  }
}
