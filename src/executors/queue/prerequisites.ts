import { shortId } from "../../base/text/short-id.js";
import { trainDir } from "../../store/paths.js";
import { inspectResult } from "../../store/read-result.js";
import type { EventBody } from "../../contract/event.js";
import type { RunTask } from "../../contract/executor.js";
import type { Recorder } from "./recorder.js";

/** How a task ends. */
type RunEnd = Extract<EventBody, { type: "finished" | "failed" | "cancelled" | "left" }>;

/** Which tasks may start, as those end that they rest on. */
export interface Prerequisites {
  /** `ready`, `waiting` for a task of this execution, or how the task ends because one that it needs did not succeed. */
  readonly stateOf: (task: RunTask) => Promise<"ready" | "waiting" | RunEnd>;
  /** Resolves at the next end of a task; to be called before the state is asked, so that no end is missed. */
  readonly nextEnd: () => Promise<void>;
  /** The recorder, from which the ends are learnt. */
  readonly observe: (recorder: Recorder) => Recorder;
}

/** @param tasks of the execution; a run that none of them does must have its result. */
export function newPrerequisites(tasks: readonly RunTask[]): Prerequisites {
  const labels = new Map(tasks.map(({ job, label }) => [job.trainId, label]));
  const ends = new Map<string, RunEnd>();
  const waiting: (() => void)[] = [];

  const afterEnd = (trainId: string, end: RunEnd): RunEnd | null => {
    const run = `run ${shortId(trainId)} (${labels.get(trainId)}), which it rests on,`;
    switch (end.type) {
      case "finished":
        return null;
      case "failed":
        return failed(`${run} failed (${end.kind})`);
      case "cancelled":
        return { type: "cancelled", message: `${run} was cancelled` };
      case "left":
        return end;
    }
  };

  const stateOfOne = async (
    root: string,
    trainId: string,
  ): Promise<"ready" | "waiting" | RunEnd> => {
    const end = ends.get(trainId);
    if (end !== undefined) return afterEnd(trainId, end) ?? "ready";
    if (labels.has(trainId)) return "waiting";
    const { state } = await inspectResult(trainDir(root, trainId));
    if (state === "value") return "ready";
    return failed(`required run ${shortId(trainId)} has no result`);
  };

  return {
    stateOf: async ({ job, restsOn = [] }) => {
      const states = await Promise.all(restsOn.map((trainId) => stateOfOne(job.root, trainId)));
      const bad = states.find((state) => typeof state === "object");
      return bad ?? (states.includes("waiting") ? "waiting" : "ready");
    },
    nextEnd: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    observe: ({ record }) => ({
      record: (trainId, attempt, body) => {
        const event = record(trainId, attempt, body);
        if (isEnd(body)) {
          ends.set(trainId, body);
          for (const resolve of waiting.splice(0)) resolve();
        }
        return event;
      },
    }),
  };
}

const isEnd = (body: EventBody): body is RunEnd =>
  ["finished", "cancelled", "left"].includes(body.type) || (body.type === "failed" && !body.retry);

const failed = (message: string): RunEnd => ({
  type: "failed",
  kind: "prerequisite",
  message,
  log: null,
  retry: false,
});
