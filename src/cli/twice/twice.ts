import { rm } from "node:fs/promises";
import { join } from "node:path";
import { shortId } from "../../experiment/plan/fingerprint.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { statusOf } from "../../state/plan.js";
import { prettyJson, replaceFile } from "../../store/files.js";
import { AGAIN, evalDir, trainDir } from "../../store/paths.js";
import { doRuns, type RunCommand } from "../do-runs.js";
import type { Outcome } from "../execute.js";
import { compareRun, DETERMINISM, type Determinism } from "./compare.js";
import { determinismText } from "./text.js";

/** What the second time came to. */
export interface Second {
  /** Of both times together. */
  readonly outcome: Outcome;
  /** For a terminal. */
  readonly text: string;
}

async function doneOf(root: string, runs: readonly PlannedRun[]): Promise<PlannedRun[]> {
  const statuses = await statusOf(root, runs);
  return statuses.filter(({ status }) => status.state === "done").map(({ run }) => run);
}

/** The folder of the second time is of no more use; an interrupted one stays, and is gone on from. */
async function forget(again: string, { trainId, evals }: PlannedRun): Promise<void> {
  const folders = [trainDir(again, trainId), ...evals.map(({ evalId }) => evalDir(again, evalId))];
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}

/**
 * Does the runs that are done a second time, in a folder of their own, and compares. Of the first time nothing
 * changes; what is found is left beside its result, and with `--json` printed, a line a run.
 *
 * @param first what the first time came to; after an interruption there is no second.
 * @throws AmtlError as {@link doRuns}, and (2) when a file of either time is torn.
 */
export async function doTwice(
  command: RunCommand,
  runs: readonly PlannedRun[],
  first: Outcome,
): Promise<Second> {
  if (first.interrupted) return { outcome: first, text: "" };
  const { root, options, mode } = command;
  const again = join(root, AGAIN);
  const chosen = await doneOf(root, runs);
  const second = await doRuns(
    // Events of the second time would bear the first one's ids.
    { ...command, root: again, mode: mode === "json" ? "quiet" : mode, note: "a second time" },
    chosen,
  );
  const found: Determinism[] = [];
  for (const run of await doneOf(again, chosen)) {
    const determinism = await compareRun(run, root, again);
    const text = prettyJson(determinism);
    await replaceFile(join(trainDir(root, run.trainId), DETERMINISM), text);
    await forget(again, run);
    if (options.json) sayJson(determinism);
    found.push(determinism);
  }
  return {
    outcome: {
      failures: [...first.failures, ...second.failures],
      interrupted: second.interrupted,
      left: first.left ?? second.left,
    },
    text: determinismText(found),
  };
}

function sayJson({ trainId, ...rest }: Determinism): void {
  const line = { v: 1, type: "determinism", time: rest.compared, run: shortId(trainId), ...rest };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
