import { plan, runsOf } from "../../../app/plan/plan.js";
import { select } from "../../../app/select/select.js";
import { resultsRoot } from "../../../store/paths.js";
import type { CommandModule } from "../../command.js";
import { jsonOption, type JsonOption } from "../../json-option.js";
import { executorOf } from "../../../executors/registry.js";
import { executionOptions, type ExecutionOptions } from "../../execution-options.js";
import { selectionOptions, selectionRequest, type SelectionOptions } from "../../options.js";
import { chooseMode } from "../../progress/progress.js";

type Options = SelectionOptions &
  ExecutionOptions &
  JsonOption & { readonly experiments: readonly string[] };

/** `amtl-run run`, and behind `amtl-run table4` and `amtl-run all`: does what is not done, then reports. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(executionOptions(selectionOptions(yargs))).positional("experiments", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "ids, all, or files such as ./my-table.ts",
    }),
  handler: async (options) => {
    const request = selectionRequest(options.experiments, options);
    if (options["dry-run"]) {
      if (executorOf(options.executor).dryRun !== undefined)
        return (await import("../../dry-run.js")).showDryRun(options);
      const { planAnswer } = await import("../plan/command.js");
      return await planAnswer(await plan(request));
    }
    const prepared = await select(request);
    const root = resultsRoot(options.results);
    const runs = runsOf(prepared);
    const { doRuns } = await import("../../do-runs.js");
    const mode = chooseMode(options, process.stderr.isTTY);
    const command = { root, options, prepared, mode };
    // What makes the tables is loaded while the workers work.
    const [outcome] = await Promise.all([doRuns(command, runs), import("../../conclude.js")]);
    const { conclude } = await import("../../conclude.js");
    if (!options.twice) return await conclude(options, request, prepared, runs, outcome);
    const { doTwice } = await import("../../twice/twice.js");
    const second = await doTwice(command, runs, outcome);
    const exitCode = await conclude(options, request, prepared, runs, second.outcome);
    if (!options.json) process.stdout.write(second.text);
    return exitCode;
  },
};
export default command;
