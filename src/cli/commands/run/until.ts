import { summaryOf } from "../../../app/run/outcome.js";
import { failureLines } from "../../../app/text/run.js";
import { untilExitCode, untilText } from "../../../app/text/until.js";
import { writtenLines } from "../../../app/text/written.js";
import { failureOf } from "../../../app/report/report.js";
import type { UntilOutcome } from "../../../app/until/until.js";
import type { Answer, Output } from "../../command.js";
import { tablesText } from "../../terminal.js";

/**
 * What `run --until decided` answers: how each cell was decided, and the tables.
 * @throws AmtlError (4) when the tables cannot be written.
 */
export function answerOfUntil(
  outcome: UntilOutcome,
  output: Output,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): Answer {
  const { report, failures } = outcome;
  const exitCode = untilExitCode(outcome);
  const notes = [
    ...(report === null || json || quiet ? [] : writtenLines(report)),
    ...failureLines(failures),
  ];
  const unwritten = report === null ? null : failureOf(report);
  if (unwritten !== null) {
    notes.forEach(output.note);
    throw unwritten;
  }
  const text = `${report === null ? "" : `${tablesText(report)}\n`}${untilText(outcome)}`;
  if (!json) return { exitCode, text, notes };
  const runs = new Set(
    report?.tables.flatMap(({ view }) =>
      view.list.flatMap(({ ours }) => (ours.kind === "value" ? ours.runs : [])),
    ),
  ).size;
  const ended = { failures: outcome.failures, interrupted: outcome.interrupted, left: null };
  const known = { runs, done: runs, report, unwritten, determinism: null };
  output.line({ ...summaryOf({ ...ended, ...known }), exitCode });
  return { exitCode, text: "", notes };
}
