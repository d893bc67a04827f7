import { join } from "node:path";
import { ExitCode } from "../base/errors.js";
import { plannedEngine } from "../engine/start.js";
import { mergeRuns, statusOf } from "../state/plan.js";
import { arrayScript } from "../executors/slurm/script.js";
import { planDir, planIdOf } from "../store/manifests.js";
import { resultsRoot } from "../store/paths.js";
import type { JsonOption } from "./json-option.js";
import { selectionRequest, type ExecutionOptions, type SelectionOptions } from "./options.js";
import { manifestRuns } from "./plan-record.js";
import { select } from "../app/select/select.js";
import { arrayJobOf } from "./slurm-job.js";

type Options = SelectionOptions &
  ExecutionOptions &
  JsonOption & { readonly experiments: readonly string[] };

/** `--executor slurm --dry-run`: prints the batch script, and submits and writes nothing. */
export async function showScript(options: Options): Promise<ExitCode> {
  const { profile, items } = await select(selectionRequest(options.experiments, options));
  const root = resultsRoot(options.results);
  const runs = mergeRuns(items.flatMap(({ selected }) => selected.runs));
  const open = (await statusOf(root, runs)).filter(({ status }) => status.state !== "done");
  if (open.length === 0) {
    process.stderr.write(`Nothing to submit: all ${runs.length} runs are done.\n`);
    if (options.json) print({ tasks: 0, script: null });
    return ExitCode.done;
  }
  const planId = planIdOf(profile.id, manifestRuns(runs));
  const engine = await plannedEngine(options.engine);
  const script = arrayScript({
    ...arrayJobOf(planId, profile, engine.id, options),
    folder: join(planDir(root, planId), "slurm", "SUBMISSION"),
    submission: "SUBMISSION",
    tasks: open.length,
  });
  if (options.json) print({ tasks: open.length, script });
  else process.stdout.write(script);
  return ExitCode.done;
}

const print = (content: object): void => {
  process.stdout.write(`${JSON.stringify(content, null, 2)}\n`);
};
