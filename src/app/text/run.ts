import type { RunStart } from "../run/control.js";
import type { RunFailure, RunOutcome } from "../run/outcome.js";
import { durationText } from "../../base/text/duration.js";
import { plural } from "../../base/text/plural.js";
import { countsText, damageLines } from "./state.js";
import { writtenLines } from "./written.js";
import { scaleText } from "./plan.js";

const TIMES = { first: [], second: ["a second time"], forced: ["again"] } as const;

/** "table4, profile smoke: 4 runs, 1 done, 1 stopped, 2 new", and what there is to know. */
export function headingText(start: RunStart): string {
  const { names, profile, variant, time, runs, counts, damaged, note } = start;
  const asked = [...names, ...TIMES[time]].join(", ");
  const heading = `${asked}, ${scaleText(profile, variant)}: ${plural(runs, "run")}, ${countsText(counts)}`;
  return [heading, ...(note === null ? [] : [note]), ...damageLines(damaged)].join("\n");
}

/** What people are told beside the tables: the files that were written, what failed and what to do, what is left. */
export function outcomeLines(outcome: RunOutcome, showsFiles: boolean): readonly string[] {
  const { report, failures, left, interrupted, done, runs } = outcome;
  return [
    ...(report === null || !showsFiles ? [] : writtenLines(report)),
    ...failureLines(failures),
    ...leftLines(left),
    ...(report === null ? [] : damageLines(report.damaged)),
    ...(interrupted
      ? [`Stopped with ${done} of ${runs} runs done. The same command goes on from here.`]
      : []),
  ];
}

/** Each kind and message once, with the runs that failed so and what to do. */
export function failureLines(failures: readonly RunFailure[]): readonly string[] {
  const heads = failures.map(({ kind, message }) => `failed (${kind}): ${message}`);
  return [...new Set(heads)].flatMap((head) => {
    const these = failures.filter((_, at) => heads[at] === head);
    return [
      head,
      ...these.map(({ label, log }) => `  ${label}${log === null ? "" : `, log: ${log}`}`),
      `  what to do: ${these[0].advice}`,
    ];
  });
}

/** What a budget left undone. */
function leftLines(left: RunOutcome["left"]): readonly string[] {
  if (left === null) return [];
  const runs = left.runs === 1 ? "1 run was" : `${left.runs} runs were`;
  const next = `the next would take about ${durationText(left.expected)}`;
  return [
    `${runs} not started: ${durationText(left.spent)} of slot time are spent or promised, and ${next}.`,
    "The same command with a new --budget goes on from here.",
  ];
}
