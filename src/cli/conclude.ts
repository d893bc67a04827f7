import { relative } from "node:path";
import { durationText } from "../base/duration.js";
import { ExitCode } from "../base/errors.js";
import type { PlannedRun } from "../experiment/plan/plan.js";
import type { FailureKind, RunSummary } from "../contract/event.js";
import { adviceFor } from "../executors/queue/failure-advice.js";
import { statusOf } from "../state/plan.js";
import { resultsRoot } from "../store/paths.js";
import type { Outcome } from "./execute.js";
import type { JsonOption } from "./json-option.js";
import type { ExecutionOptions } from "./execution-options.js";
import type { SelectionOptions } from "./options.js";
import { reportOf } from "../app/report/report.js";
import type { SelectionRequest } from "../app/select/request.js";
import type { Selection } from "../app/select/select.js";
import { filesOf, tablesText } from "./tables.js";

type ConcludeOptions = SelectionOptions & JsonOption & Pick<ExecutionOptions, "quiet">;

/**
 * Prints tables and failures, and decides the exit code.
 * @param runs those that the selection needs.
 * @throws AmtlError (4) when the tables cannot be written; failures are listed all the same.
 */
export async function conclude(
  options: ConcludeOptions,
  request: SelectionRequest,
  prepared: Selection,
  runs: readonly PlannedRun[],
  { failures, interrupted, left }: Outcome,
): Promise<ExitCode> {
  const statuses = await statusOf(resultsRoot(options.results), runs);
  const done = statuses.filter(({ status }) => status.state === "done").length;
  const exitCode = codeOf(failures, interrupted, done < runs.length);
  let files: readonly string[] = [];
  try {
    if (!interrupted) {
      const report = await reportOf(prepared, request, true);
      files = filesOf(report);
      if (!options.json) process.stdout.write(tablesText(report));
      if (!options.json && !options.quiet) toStderr(files.map(wrote));
    }
  } finally {
    toStderr(listFailures(failures));
    toStderr(leftText(left));
  }
  if (options.json) {
    const summary: RunSummary = {
      v: 1,
      type: "summary",
      time: new Date().toISOString(),
      runs: runs.length,
      done,
      failed: failures.length,
      failures: failures.map(({ label, event: { run, kind, log } }) => ({
        run,
        label,
        kind,
        advice: adviceFor(kind),
        log,
      })),
      left: left?.runs ?? 0,
      files,
      exitCode,
    };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
  }
  if (interrupted) {
    toStderr([
      `Stopped with ${done} of ${runs.length} runs done. The same command goes on from here.`,
    ]);
  }
  return exitCode;
}

const toStderr = (lines: readonly string[]): void => {
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
};

function wrote(file: string): string {
  const near = relative(process.cwd(), file);
  return `wrote ${near.startsWith("..") ? file : near}`;
}

/** Each kind and message once, with the runs that it befell and what to do. */
function listFailures(failures: Outcome["failures"]): string[] {
  const heads = failures.map(({ event }) => `failed (${event.kind}): ${event.message}`);
  return [...new Set(heads)].flatMap((head) => {
    const these = failures.filter((_, i) => heads[i] === head);
    return [
      head,
      ...these.map(
        ({ label, event: { log } }) => `  ${label}${log === null ? "" : `, log: ${log}`}`,
      ),
      `  what to do: ${adviceFor(these[0].event.kind)}`,
    ];
  });
}

/** What a budget left undone. */
function leftText(left: Outcome["left"]): string[] {
  if (left === null) return [];
  const { spent, expected } = left.first;
  const runs = left.runs === 1 ? "1 run was" : `${left.runs} runs were`;
  const next = `the next would take about ${durationText(expected)}`;
  return [
    `${runs} not started: ${durationText(spent)} of slot time are spent or promised, and ${next}.`,
    "The same command with a new --budget goes on from here.",
  ];
}

function codeOf(
  failures: Outcome["failures"],
  interrupted: boolean,
  incomplete: boolean,
): ExitCode {
  if (interrupted) return ExitCode.interrupted;
  if (failures.length > 0) {
    // Where the environment or the input is the only culprit, the code says that it is to be mended.
    const all = (kind: FailureKind): boolean => failures.every(({ event }) => event.kind === kind);
    if (all("environment")) return ExitCode.lacking;
    return all("bad-input") ? ExitCode.badInput : ExitCode.failed;
  }
  return incomplete ? ExitCode.incomplete : ExitCode.done;
}
