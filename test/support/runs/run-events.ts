import { advance, type Board } from "../../../src/app/run/board.js";
import type { EventBody, RunEvent } from "../../../src/contract/event.js";

/* Events of runs as an executor reports them, and the board that they add up to. */

let seq = 0;
export const event = (run: string, body: EventBody, attempt = 1): RunEvent => ({
  v: 1,
  seq: seq++,
  time: "2026-01-01T00:00:00.000Z",
  run,
  attempt,
  ...body,
});
export const queued = (run: string): RunEvent =>
  event(run, { type: "queued", label: `atlop amtl minilm-l6 redocred seed ${run}` }, 0);
export const started = (run: string): RunEvent =>
  event(run, { type: "started", engine: "native", pid: 1, resumedAt: null });
export const progress = (run: string, step: number): RunEvent =>
  event(run, {
    type: "progress",
    epoch: 2,
    epochs: 5,
    step,
    steps: 500,
    loss: 0.012345,
    stepsPerSecond: 0.5,
  });
export const evaluated = (run: string, epoch: number | null): RunEvent =>
  event(run, {
    type: "evaluated",
    evalSet: epoch === null ? "redocred/test" : "redocred/dev",
    epoch,
    metrics: { f1: 41.2, ignF1: 40, precision: 1, recall: 1 },
  });
export const finished = (run: string, seconds: number): RunEvent =>
  event(run, { type: "finished", seconds, trained: true });
export const failed = (run: string, retry: boolean): RunEvent =>
  event(run, { type: "failed", kind: "worker-died", message: "gone", log: "/a/log", retry });

export const boardOf = (events: readonly RunEvent[]): Board =>
  events.reduce<Board>(advance, new Map());
