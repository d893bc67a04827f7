import { durationText as duration } from "../../base/text/duration.js";
import { plural } from "../../base/text/plural.js";
import type { RunEvent } from "../../contract/event.js";
import { secondsLeft } from "../../state/time-left.js";
import { boardSecondsLeft, type Board, type BoardRun } from "../run/board.js";

const count = (board: Board, state: BoardRun["state"]): number =>
  [...board.values()].filter((run) => run.state === state).length;

/** "[2/6]": runs that need nothing more, of all. */
export function tally(board: Board): string {
  return `[${count(board, "finished") + count(board, "failed")}/${board.size}]`;
}

/** The line above the running runs. */
export function summary(board: Board): string[] {
  const parts = [
    `${count(board, "finished")} of ${board.size} runs done`,
    ...(["running", "waiting", "queued", "failed"] as const)
      .map((state) => [count(board, state), state] as const)
      .filter(([n]) => n > 0)
      .map(([n, state]) => `${n} ${state === "waiting" ? "being done by others" : state}`),
  ];
  const left = boardSecondsLeft(board);
  if (left !== null && count(board, "running") > 0) parts.push(`about ${duration(left)} left`);
  return parts;
}

/** Where a running run stands, most important first. */
export function progressParts(run: Pick<BoardRun, "progress" | "dev">): string[] {
  const { progress, dev } = run;
  if (progress === null) return ["starting"];
  const left = secondsLeft(progress);
  return [
    `epoch ${progress.epoch}/${progress.epochs}`,
    `step ${progress.step}/${progress.steps}`,
    ...(progress.loss === null ? [] : [`loss ${progress.loss.toPrecision(3)}`]),
    ...(dev === null ? [] : [`dev F1 ${dev.metrics.f1.toFixed(2)}`]),
    ...(left === null ? [] : [`${duration(left)} left`]),
    `${progress.stepsPerSecond.toPrecision(3)} steps/s`,
  ];
}

/** As many of the parts as fit into the width, in order. */
export function fit(parts: readonly string[], width: number, joint = " · "): string {
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : line + joint + part;
    if (longer.length > width) break;
    line = longer;
  }
  return line;
}

/** What the end of an execution left unbegun; null where it left none. */
export function unbegunLine(board: Board): string | null {
  const left = [...board.values()].filter(({ state, begun }) => state === "cancelled" && !begun);
  return left.length === 0 ? null : `${tally(board)} ${plural(left.length, "run")} not begun here`;
}

/** What is worth a line of its own; null for events that are not. `run` is the run after the event. */
export function eventLine(event: RunEvent, run: BoardRun): string | null {
  switch (event.type) {
    case "queued":
    case "checkpoint":
    case "retrying":
    case "left":
      return null;
    case "started": {
      const from = event.resumedAt === null ? "" : `, from step ${event.resumedAt}`;
      const where = event.gpu === undefined ? "" : ` on GPU ${event.gpu}`;
      return `started   ${run.label}${where}${from}`;
    }
    case "waiting":
      return event.owner === null
        ? `waiting   ${run.label}: ${event.reason}`
        : `waiting   ${run.label}: ${event.owner} is at work on it`;
    case "warned":
      return `warning   ${run.label}: ${event.message}`;
    case "mended":
      return `mended    ${run.label}: ${event.path} could not be used, moved to ${event.movedTo}`;
    case "progress":
      return `training  ${run.label}: ${progressParts(run).join(", ")}`;
    case "evaluated": {
      const { f1, ignF1 } = event.metrics;
      const when = event.epoch === null ? "" : ` after epoch ${event.epoch}`;
      const scores = `F1 ${f1.toFixed(2)}, Ign-F1 ${ignF1.toFixed(2)}`;
      return `scored    ${run.label}: ${event.evalSet}${when} ${scores}`;
    }
    case "finished":
      if (event.seconds === 0) return `finished  ${run.label}, by another process`;
      return `finished  ${run.label} in ${duration(event.seconds)}`;
    case "failed": {
      const log = event.log === null ? "" : `; log: ${event.log}`;
      const from = run.checkpoint === null ? "the beginning" : `step ${run.checkpoint}`;
      const next = event.retry ? `; trying again from ${from}` : log;
      const message = event.message.replaceAll(/\n\s*/g, "; ");
      return `failed    ${run.label}: ${message} (${event.kind})${next}`;
    }
    case "cancelled":
      // Runs that no worker here had are counted at the end, in one line.
      if (!run.begun && event.message === undefined) return null;
      return `stopped   ${run.label}${event.message === undefined ? "" : `: ${event.message}`}`;
  }
}
