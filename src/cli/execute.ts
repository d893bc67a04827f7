import type { RunEvent } from "../contract/event.js";
import type { Control } from "../contract/executor.js";
import { leaveOrCancel, listenForInterrupts } from "./interrupt.js";
import type { PlanRecord } from "./plan-record.js";
import {
  jsonProgress,
  lineProgress,
  quietProgress,
  type Progress,
  type ProgressMode,
} from "./progress/progress.js";

/** What came of an execution. */
export interface Outcome {
  readonly failures: readonly { readonly label: string; readonly event: FailedEvent }[];
  readonly interrupted: boolean;
  /** Runs that the budget left as they were: how many, and what stopped the first of them. */
  readonly left: { readonly runs: number; readonly first: LeftEvent } | null;
}

type LeftEvent = Extract<RunEvent, { type: "left" }>;

type FailedEvent = Extract<RunEvent, { type: "failed" }>;

/** Milliseconds between two looks whether someone cancelled the plan. */
const CANCEL_MS = 2000;

const toStderr = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const toStdout = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function openProgress(mode: ProgressMode, jobs: number): Promise<Progress> {
  switch (mode) {
    case "live":
      return (await import("./progress/live.js")).liveProgress(process.stderr, jobs);
    case "lines":
      return lineProgress(toStderr);
    case "json":
      return jsonProgress(toStdout, toStderr);
    case "quiet":
      return quietProgress(toStderr);
  }
}

/**
 * Shows how an execution goes, and obeys signals and `amtl-run cancel`.
 * @param start begins the execution.
 * @param jobs runs at a time, from which the time left is reckoned.
 * @param heading said before anything starts.
 * @param record of the plan; released at the end.
 */
export async function execute(
  start: (control: Control) => AsyncIterable<RunEvent>,
  jobs: number,
  mode: ProgressMode,
  heading: string,
  record: PlanRecord,
): Promise<Outcome> {
  const progress = await openProgress(mode, jobs);
  const { control, release, stop } = listenForInterrupts(progress.say);
  const watch = setInterval(() => {
    void record.isCancelled().then((cancelled) => {
      if (cancelled) stop("Cancelled by amtl-run cancel");
    });
  }, CANCEL_MS);
  const labels = new Map<string, string>();
  const left: LeftEvent[] = [];
  const failures: { label: string; event: FailedEvent }[] = [];
  try {
    if (mode !== "quiet") progress.say(heading);
    const { isRunCancelled: isLeftOut, isCancelled, manifest } = record;
    const atStop = () => leaveOrCancel(manifest.planId, isCancelled, progress.say);
    for await (const event of start({ ...control, isLeftOut, atStop })) {
      progress.take(event);
      if (event.type === "queued") labels.set(event.run, event.label);
      if (event.type === "left") left.push(event);
      if (event.type === "failed" && !event.retry) {
        failures.push({ label: labels.get(event.run) ?? event.run, event });
      }
    }
  } finally {
    clearInterval(watch);
    release();
    progress.close();
    await record.release();
  }
  return {
    failures,
    interrupted: control.stop.aborted,
    left: left.length === 0 ? null : { runs: left.length, first: left[0] },
  };
}
