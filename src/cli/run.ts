import { mergeRuns } from "../state/plan.js";
import { resultsRoot } from "../store/paths.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";
import {
  executionOptions,
  selectionOptions,
  type ExecutionOptions,
  type SelectionOptions,
} from "./options.js";
import { prepare } from "./prepare.js";
import { chooseMode } from "./progress/progress.js";

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
  handler: async (options, output) => {
    if (options["dry-run"]) {
      if (options.executor === "slurm")
        return (await import("./slurm-dry-run.js")).showScript(options);
      return (await import("./plan.js")).default.handler({ ...options, cost: false }, output);
    }
    const prepared = await prepare(options.experiments, options);
    const root = resultsRoot(options.results);
    const runs = mergeRuns(prepared.items.flatMap((item) => item.selected.runs));
    const { doRuns } = await import("./do-runs.js");
    const mode = chooseMode(options, process.stderr.isTTY);
    const command = { root, options, prepared, mode };
    // What makes the tables is loaded while the workers work.
    const [outcome] = await Promise.all([doRuns(command, runs), import("./conclude.js")]);
    const { conclude } = await import("./conclude.js");
    if (!options.twice) return await conclude(options, prepared, runs, outcome);
    const { doTwice } = await import("./twice/twice.js");
    const second = await doTwice(command, runs, outcome);
    const exitCode = await conclude(options, prepared, runs, second.outcome);
    if (!options.json) process.stdout.write(second.text);
    return exitCode;
  },
};
export default command;
