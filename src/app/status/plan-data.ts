import type { PlanView, RunView } from "./status.js";
import { shortId } from "../../base/text/short-id.js";

/** A plan as `status --json` says it. @param withRuns each run, too. */
export function planData(plan: PlanView, withRuns: boolean): object {
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
  const { names, profile, variant = null, seeds, created } = plan.manifest;
  const { planId, counts, depth, secondsLeft } = plan;
  const head = {
    planId,
    names,
    profile,
    variant,
    seeds,
    created,
    commandLine: plan.last?.commandLine ?? null,
    begun: plan.last?.since ?? null,
    ended: plan.last?.ended ?? null,
    parents,
    counts,
    depth,
    secondsLeft,
  };
  return withRuns ? { ...head, runs: plan.runs.map(runData) } : head;
}

function runData({ run, state, failure, log, beat }: RunView): object {
  const { trainId, label } = run;
  const head = { id: shortId(trainId), trainId, label, state: state.state };
  switch (state.state) {
    case "done":
    case "new":
      return head;
    case "changed":
      return { ...head, changes: state.fields };
    case "trained":
      return { ...head, missing: state.missing };
    case "damaged":
      return { ...head, path: state.path, why: state.why };
    case "stopped":
      return { ...head, why: state.why, attempt: state.attempt, folder: state.dir };
    case "failed": {
      const { kind, message, attempt, dir } = state;
      return { ...head, kind, message, log: failure?.stderr ?? null, attempt, folder: dir };
    }
    case "running": {
      const { attempt, dir, owner } = state;
      const { progress, dev, started } = log ?? {};
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
