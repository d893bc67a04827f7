import { durationText as duration } from "../../base/duration.js";
import { plural } from "../../base/plural.js";
import { shortId } from "../../base/short-id.js";
import type { FailureKind } from "../../contract/event.js";
import { adviceFor } from "../../executors/queue/failure-advice.js";
import { stderrOf, type Look } from "../../state/look.js";
import { standing as standingOf } from "../progress/words.js";
import type { RunView } from "./gather.js";

/** Runs of one kind that are shown one by one. */
const SHOWN = 20;

const ORDER: readonly Look["state"][] = ["running", "failed", "begun", "evaluate", "new", "done"];

const HEADS: Readonly<Record<Look["state"], string>> = {
  running: "running",
  failed: "failed",
  begun: "begun, to be gone on with",
  evaluate: "trained, to be scored",
  new: "new",
  done: "done",
};

/** All runs of a plan by how they stand, under a head each. */
export const runLines = (all: readonly RunView[]): string[] =>
  ORDER.flatMap((state) => {
    const runs = all.filter(({ look }) => look.state === state);
    if (runs.length === 0) return [];
    return [`${HEADS[state]} (${runs.length})`, ...group(state, runs), ""];
  });

function group(state: Look["state"], runs: readonly RunView[]): string[] {
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

/** Each kind and message once, with the runs that it befell. */
function failures(runs: readonly RunView[]): string[] {
  const groups = new Map<string, RunView[]>();
  for (const view of runs) {
    const { look } = view;
    if (look.state !== "failed") continue;
    const message = look.message === null ? "" : `: ${look.message.split("\n", 1)[0]}`;
    const head = `  ${look.kind}${message}`;
    const known = groups.get(head);
    if (known === undefined) groups.set(head, [view]);
    else known.push(view);
  }
  return [...groups].flatMap(([head, views]) => [head, ...advice(views[0]), ...some(views)]);
}

/** What to do about a failure. A kind of an older or newer version has none. */
function advice({ look }: RunView): string[] {
  const text: string | undefined =
    look.state === "failed" ? adviceFor(look.kind as FailureKind) : undefined;
  return text === undefined ? [] : [`  what to do: ${text}`];
}

function details(view: RunView): string[] {
  const { look } = view;
  switch (look.state) {
    case "running":
      return [progressLine(view), whereLine(view)];
    case "failed":
      return [`log: ${stderrOf(look)}`];
    case "begun":
      return [`${look.why} in attempt ${look.attempt}`];
    case "evaluate":
      return [`${plural(look.missing, "evaluation")} to be made`];
    case "done":
    case "new":
      return [];
  }
}

function progressLine({ run, standing }: RunView): string {
  const { progress = null, dev = null } = standing ?? {};
  const board = { id: "", label: run.label, scores: [], seconds: null, state: "running" } as const;
  return standingOf({ ...board, progress, dev }).join(" · ");
}

function whereLine({ look, standing, beat }: RunView): string {
  if (look.state !== "running") return "";
  const worker = standing?.started?.pid ?? null;
  return [
    look.owner === null ? "by an unknown process" : `${look.owner.host}, process ${look.owner.pid}`,
    ...(worker === null ? [] : [`worker ${worker}`]),
    `attempt ${look.attempt}`,
    `heartbeat ${duration(beat ?? 0)} ago`,
  ].join(", ");
}
