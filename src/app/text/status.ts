import { DEFAULT_EXECUTOR, type FoundParent, type PlanView } from "../status/status.js";
import { durationText as duration } from "../../base/text/duration.js";
import { shellWord } from "../../base/text/shell-word.js";
import { plural } from "../../base/text/plural.js";
import { namesHere } from "../lookup/plans.js";
import type { Older } from "../status/newest.js";
import { scaleText } from "./plan.js";
import { runLines } from "./run-status.js";

type Present = Extract<PlanView, { state: "present" }>;

/** Hours from which days are counted. */
const DAYS_FROM = 48;

function ago(iso: string): string {
  const seconds = Math.max(0, (Date.now() - Date.parse(iso)) / 1000);
  const hours = seconds / 3600;
  return hours < DAYS_FROM ? duration(seconds) : plural(Math.floor(hours / 24), "day");
}

function worker({ parent, cancelled }: FoundParent): string {
  const asked = cancelled ? ", asked to stop" : "";
  const how = parent.executor === DEFAULT_EXECUTOR ? "" : `, by ${parent.executor}`;
  return `at work: ${parent.host}, process ${parent.pid}${how}, for ${ago(parent.since)}${asked}`;
}

/** Who works on the plan, alive or not. */
function workers({ parents }: PlanView): string[] {
  const alive = parents.filter((each) => each.alive);
  const dead = parents.filter((each) => !each.alive);
  return [
    ...alive.map(worker),
    ...dead.map(
      ({ parent }) => `gone: ${parent.host}, process ${parent.pid}, ended without notice`,
    ),
  ];
}

/** "3 of 11 runs done, 2 running, 1 failed, 1 damaged, 4 left, about 4 min to go". */
function tally({ manifest, counts, depth, secondsLeft }: Present): string {
  const { done, running, failed, damaged: unusable } = counts;
  const left = manifest.runs.length - done - running - failed - unusable;
  return [
    `${done} of ${plural(manifest.runs.length, "run")} done`,
    ...(running > 0 ? [`${running} running`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unusable > 0 ? [`${unusable} damaged`] : []),
    ...(left > 0 ? [`${left} left`] : []),
    ...(secondsLeft === null ? [] : [`about ${duration(secondsLeft)} to go`]),
    ...(depth === "read" ? [] : ["results not read"]),
  ].join(", ");
}

const title = ({ manifest }: Present): string =>
  [
    namesHere(manifest).join(", "),
    scaleText(manifest.profile, manifest.variant ?? null),
    `seeds ${manifest.seeds.join(", ")}`,
  ].join(", ");

/** "begun 3 h ago, ended 2 h ago: amtl-run table4 --only loss=atl". */
function times({ manifest, last }: Present): string {
  const begun = `begun ${ago(manifest.created)} ago`;
  if (last === null) return begun;
  const ended = last.ended === null ? "" : `, ended ${ago(last.ended)} ago`;
  return `${begun}${ended}: ${commandText(last.commandLine)}`;
}

/** As it would be typed: words with spaces and signs in quotes. */
const commandText = (words: readonly string[]): string => words.map(shellWord).join(" ");

/** What a name passes over, a line each. */
export const olderText = (older: readonly Older[]): string =>
  older
    .map(({ word, count }) => `${plural(count, "older plan")} of ${word}: --all shows them\n`)
    .join("");

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
            `  ${times(plan)}`,
            ...(plan.counts.done < plan.runs.length
              ? lines(workers(plan), "no process works on it")
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
  return [
    `plan ${plan.planId}: ${title(plan)}`,
    tally(plan),
    times(plan),
    ...(isDone ? [] : lines(workers(plan), "no process works on it").map((each) => each.trim())),
    "",
    ...runLines(plan.runs),
  ].join("\n");
}
