import { choosePlace } from "../app/execution/place.js";
import { ExitCode } from "../base/errors.js";
import { mergeRuns, statusOf } from "../state/plan.js";
import { planDir, planIdOf } from "../store/manifests.js";
import { resultsRoot } from "../store/paths.js";
import { executionRequest, type ExecutionOptions } from "./execution-options.js";
import type { JsonOption } from "./json-option.js";
import { selectionRequest, type SelectionOptions } from "./options.js";
import { manifestRuns } from "./plan-record.js";
import { select } from "../app/select/select.js";

type Options = SelectionOptions &
  ExecutionOptions &
  JsonOption & { readonly experiments: readonly string[] };

/** `--dry-run` of an executor that submits something: prints that, and submits and writes nothing. */
export async function showDryRun(options: Options): Promise<ExitCode> {
  const { profile, items } = await select(selectionRequest(options.experiments, options));
  const root = resultsRoot(options.results);
  const runs = mergeRuns(items.flatMap(({ selected }) => selected.runs));
  const open = (await statusOf(root, runs)).filter(({ status }) => status.state !== "done");
  const trains = open.some(({ run }) => run.spec.worker === undefined);
  const { executor, ...chosen } = await choosePlace(
    executionRequest(options),
    profile.threads,
    trains,
  );
  if (open.length === 0) {
    process.stderr.write(`Nothing to submit: all ${runs.length} runs are done.\n`);
    if (options.json) print({ tasks: 0, script: null });
    return ExitCode.done;
  }
  const planId = planIdOf(profile.id, manifestRuns(runs));
  const execution = { ...chosen, root, planId, planFolder: planDir(root, planId) };
  const script = (await executor.dryRun?.(open.length, execution)) ?? "";
  if (options.json) print({ tasks: open.length, script });
  else process.stdout.write(script);
  return ExitCode.done;
}

const print = (content: object): void => {
  process.stdout.write(`${JSON.stringify(content, null, 2)}\n`);
};
