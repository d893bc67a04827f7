import { shortId } from "../../base/short-id.js";
import { stderrOf } from "../../state/look.js";
import type { PlanView, RunView } from "./gather.js";

/** What `status --json` prints of a plan. @param withRuns each run, too. */
export function planJson(plan: PlanView, withRuns: boolean): object {
  const parents = plan.parents.map(({ parent, alive, cancelled }) => ({
    host: parent.host,
    pid: parent.pid,
    since: parent.since,
    executor: parent.executor,
    commandLine: parent.commandLine,
    alive,
    cancelled,
  }));
  if (plan.state === "damaged") {
    const { planId, path, why } = plan;
    return { planId, damaged: { path, why }, parents };
  }
  const { names, profile, seeds, created } = plan.manifest;
  const { planId, counts, secondsLeft } = plan;
  const head = { planId, names, profile, seeds, created, parents, counts, secondsLeft };
  return withRuns ? { ...head, runs: plan.runs.map(runJson) } : head;
}

function runJson({ run, look, standing, beat }: RunView): object {
  const { trainId, label } = run;
  const head = { id: shortId(trainId), trainId, label, state: look.state };
  switch (look.state) {
    case "done":
    case "new":
      return head;
    case "evaluate":
      return { ...head, missing: look.missing };
    case "begun":
      return { ...head, why: look.why, attempt: look.attempt, folder: look.dir };
    case "failed": {
      const { kind, message, attempt, dir } = look;
      return { ...head, kind, message, log: stderrOf(look), attempt, folder: dir };
    }
    case "running": {
      const { attempt, dir, owner } = look;
      const { progress, dev, started } = standing ?? {};
      return {
        ...head,
        attempt,
        folder: dir,
        host: owner?.host ?? null,
        pid: owner?.pid ?? null,
        workerPid: started?.pid ?? null,
        engine: started?.engine ?? null,
        epoch: progress?.epoch ?? null,
        epochs: progress?.epochs ?? null,
        step: progress?.step ?? null,
        steps: progress?.steps ?? null,
        stepsPerSecond: progress?.stepsPerSecond ?? null,
        devF1: dev?.metrics.f1 ?? null,
        secondsSinceHeartbeat: beat,
      };
    }
  }
}
