import { shortId } from "../../base/text/short-id.js";
import type { RunView } from "../status/status.js";
import { durationText as duration } from "../../base/text/duration.js";
import type { RunStateName } from "../../contract/run-state.js";
import { progressParts } from "./progress.js";
import { ownerText } from "../../base/text/owner.js";
import { STATES, stateText } from "./state.js";

/** Runs of one kind that are shown one by one. */
const SHOWN = 20;

const HEADS: Readonly<Record<RunStateName, string>> = {
  running: "running",
  failed: "failed",
  damaged: "damaged: running it again sets the file aside",
  stopped: "stopped: running it again resumes from the last checkpoint",
  trained: "trained: evaluations are missing",
  changed: "changed",
  new: "new",
  done: "done",
};

/** All runs of a plan by how they stand, under a head each. */
export const runLines = (all: readonly RunView[]): string[] =>
  STATES.flatMap((state) => {
    const runs = all.filter((view) => view.state.state === state);
    if (runs.length === 0) return [];
    return [headOf(state, runs.length), ...group(state, runs), ""];
  });

/** "stopped (3): running it again …" */
function headOf(state: RunStateName, count: number): string {
  const [name, ...what] = HEADS[state].split(":");
  return [`${name} (${count})`, ...what].join(":");
}

function group(state: RunStateName, runs: readonly RunView[]): string[] {
  if (state === "failed") return failures(runs);
  if (state === "running") return runs.flatMap(entry);
  return some(runs);
}

function some(runs: readonly RunView[]): string[] {
  const more = runs.length - SHOWN;
  return [
    ...runs.slice(0, SHOWN).flatMap(entry),
    ...(more > 0 ? [`  … and ${more} more; --json has them all`] : []),
  ];
}

const entry = (view: RunView): string[] => [
  `  ${shortId(view.run.trainId)}  ${view.run.label}`,
  ...details(view).map((line) => `    ${line}`),
];

/** Each kind and message once, with the runs that failed so. */
function failures(runs: readonly RunView[]): string[] {
  const groups = new Map<string, RunView[]>();
  for (const view of runs) {
    const { state } = view;
    if (state.state !== "failed") continue;
    const message = state.message === null ? "" : `: ${state.message.split("\n", 1)[0]}`;
    const head = `  ${state.kind}${message}`;
    const known = groups.get(head);
    if (known === undefined) groups.set(head, [view]);
    else known.push(view);
  }
  return [...groups].flatMap(([head, views]) => [head, ...advice(views[0]), ...some(views)]);
}

/** What to do about a failure. A kind of an older or newer version has none. */
const advice = ({ failure }: RunView): string[] =>
  failure?.advice == null ? [] : [`  what to do: ${failure.advice}`];

function details(view: RunView): string[] {
  const { state } = view;
  switch (state.state) {
    case "running":
      return [progressLine(view), whereLine(view)];
    case "failed":
      return view.failure === null ? [] : [`log: ${view.failure.stderr}`];
    case "damaged":
      return [stateText(state), `file: ${state.path}`];
    case "stopped":
      return [`${stateText(state)}, attempt ${state.attempt}`];
    case "trained":
    case "changed":
      return [stateText(state)];
    case "done":
    case "new":
      return [];
  }
}

const progressLine = ({ log }: RunView): string =>
  progressParts({ progress: log?.progress ?? null, dev: log?.dev ?? null }).join(" · ");

function whereLine({ state, log, beat }: RunView): string {
  if (state.state !== "running") return "";
  const worker = log?.started?.pid ?? null;
  return [
    ownerText(state.owner),
    ...(worker === null ? [] : [`worker ${worker}`]),
    `attempt ${state.attempt}`,
    `heartbeat ${duration(beat ?? 0)} ago`,
  ].join(", ");
}
