import { exitCodeOf, type RunOutcome } from "../../../app/run/outcome.js";
import type { ExitCode } from "../../../base/errors.js";
import type { RunSummary } from "../../../contract/event.js";
import type { Answer, Output } from "../../command.js";
import { filesOf, tablesText } from "../../tables.js";
import { outcomeLines } from "./text.js";
import { determinismText } from "./twice-text.js";

/**
 * What `run` answers: tables and what failed, or with --json the summary as the last line.
 * @throws AmtlError (4) when the tables cannot be written; what failed is said all the same.
 */
export function answerOf(
  outcome: RunOutcome,
  output: Output,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): Answer {
  const exitCode = exitCodeOf(outcome);
  const notes = outcomeLines(outcome, !json && !quiet);
  const { report, determinism, unwritten } = outcome;
  if (unwritten !== null) {
    notes.forEach(output.note);
    throw unwritten;
  }
  if (json) output.line(summaryOf(outcome, exitCode));
  const tables = report === null ? "" : tablesText(report);
  const compared = determinism === null ? "" : determinismText(determinism);
  return { exitCode, text: tables + compared, notes };
}

const summaryOf = (outcome: RunOutcome, exitCode: ExitCode): RunSummary => ({
  v: 1,
  type: "summary",
  time: new Date().toISOString(),
  runs: outcome.runs,
  done: outcome.done,
  failed: outcome.failures.length,
  failures: outcome.failures.map(({ run, label, kind, advice, log }) => ({
    run,
    label,
    kind,
    advice,
    log,
  })),
  left: outcome.left?.runs ?? 0,
  files: outcome.report === null ? [] : filesOf(outcome.report),
  exitCode,
});
