import { exitCodeOf, summaryOf, type RunOutcome } from "../../../app/run/outcome.js";
import type { Answer, Output } from "../../command.js";
import { tablesText } from "../../terminal.js";
import { outcomeLines } from "../../../app/text/run.js";
import { determinismText } from "../../../app/text/twice.js";

/**
 * What `run` answers: tables and what failed, or with --json the summary as the last line.
 * @throws AmtlError (4) when the tables cannot be written; what failed is said all the same.
 */
export function answerOf(
  outcome: RunOutcome,
  output: Output,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): Answer {
  const notes = outcomeLines(outcome, !json && !quiet);
  const { report, determinism, unwritten } = outcome;
  const tables = report === null ? "" : tablesText(report);
  const compared = determinism === null ? "" : determinismText(determinism);
  if (unwritten !== null) {
    if (!json) output.line(tables + compared);
    notes.forEach(output.note);
    throw unwritten;
  }
  if (json) output.line(summaryOf(outcome));
  return { exitCode: exitCodeOf(outcome), text: tables + compared, notes };
}
