import { shortId } from "../../experiment/fingerprint.js";
import type { FailureKind } from "../../runner/events.js";
import { adviceFor } from "../../runner/failure-advice.js";
import { stderrOf, type Look } from "../../runner/look.js";
import type { FoundParent } from "../../store/parents.js";
import { durationText as duration } from "../../base/duration.js";
import { standing as standingOf } from "../progress/words.js";
import { waitingOf, type PlanView, type RunView } from "./gather.js";

type Present = Extract<PlanView, { state: "present" }>;

/** Runs of one kind that are shown one by one. */
const SHOWN = 20;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

const ago = (iso: string): string => duration(Math.max(0, (Date.now() - Date.parse(iso)) / 1000));

function worker({ parent, cancelled }: FoundParent): string {
  const asked = cancelled ? ", asked to stop" : "";
  const how = parent.executor === "local" ? "" : `, by ${parent.executor}`;
  return `at work: ${parent.host}, process ${parent.pid}${how}, for ${ago(parent.since)}${asked}`;
}

/** Who works on the plan, alive or not. */
function workers({ parents }: PlanView): string[] {
  const alive = parents.filter((each) => each.alive);
  const dead = parents.filter((each) => !each.alive);
  return [
    ...alive.map(worker),
    ...dead.map(({ parent }) => `gone: ${parent.host}, process ${parent.pid}, died without a word`),
  ];
}

/** "3 of 11 runs done, 2 running, 1 failed, 5 left, about 4 min to go". */
function tally({ manifest, counts, secondsLeft }: Present): string {
  const left = waitingOf(counts);
  return [
    `${counts.done} of ${plural(manifest.runs.length, "run")} done`,
    ...(counts.running > 0 ? [`${counts.running} running`] : []),
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(left > 0 ? [`${left} left`] : []),
    ...(secondsLeft === null ? [] : [`about ${duration(secondsLeft)} to go`]),
  ].join(", ");
}

const title = ({ manifest }: Present): string =>
  `${manifest.names.join(", ")}, profile ${manifest.profile}, seeds ${manifest.seeds.join(", ")}`;

const damaged = ({ planId, path, why }: Extract<PlanView, { state: "damaged" }>): string[] => [
  `${planId}  its manifest cannot be read: ${why}`,
  `  file: ${path}`,
  "  its runs are safe in their own folders; the same command as before writes it again",
];

/** Every plan of a results folder, a few lines each. */
export const listText = (root: string, plans: readonly PlanView[]): string =>
  plans
    .flatMap((plan) =>
      plan.state === "damaged"
        ? [...damaged(plan), ...workers(plan).map((line) => `  ${line}`)]
        : [
            `${plan.planId}  ${title(plan)}`,
            `  ${tally(plan)}`,
            ...(plan.counts.done < plan.runs.length
              ? lines(workers(plan), "nobody is at work on it")
              : []),
          ],
    )
    .concat(plans.length === 0 ? [`no plans in ${root}`] : [])
    .map((line) => `${line}\n`)
    .join("");

const lines = (texts: readonly string[], otherwise: string): string[] =>
  (texts.length === 0 ? [otherwise] : texts).map((text) => `  ${text}`);

/** A plan run by run, what needs attention first. */
export function planText(plan: PlanView): string {
  if (plan.state === "damaged") return listText("", [plan]);
  const { counts } = plan;
  const isDone = counts.done === plan.runs.length;
  const groups = ORDER.flatMap((state) => {
    const runs = plan.runs.filter(({ look }) => look.state === state);
    if (runs.length === 0) return [];
    return [`${HEADS[state]} (${runs.length})`, ...group(state, runs), ""];
  });
  return [
    `plan ${plan.planId}: ${title(plan)}`,
    tally(plan),
    ...(isDone ? [] : lines(workers(plan), "nobody is at work on it").map((each) => each.trim())),
    "",
    ...groups,
  ].join("\n");
}

const ORDER: readonly Look["state"][] = ["running", "failed", "begun", "evaluate", "new", "done"];

const HEADS: Readonly<Record<Look["state"], string>> = {
  running: "running",
  failed: "failed",
  begun: "begun, to be gone on with",
  evaluate: "trained, to be scored",
  new: "new",
  done: "done",
};

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
