import type { DryRun } from "../../../app/run/dry-run.js";
import { ExitCode } from "../../../base/errors.js";
import type { Answer, CommandModule } from "../../command.js";
import {
  executionOptions,
  executionRequest,
  type ExecutionOptions,
} from "../../execution-options.js";
import { formatOption, formatsOf, type FormatOption } from "../../format-option.js";
import { jsonOption, type JsonOption } from "../../json-option.js";
import { selectionOptions, selectionRequest, type SelectionOptions } from "../../options.js";

type Options = SelectionOptions &
  ExecutionOptions &
  FormatOption &
  JsonOption & { readonly experiments: readonly string[] };

/** `amtl-run run`, and behind `amtl-run table4` and `amtl-run all`: does what is not done, then reports. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(formatOption(executionOptions(selectionOptions(yargs)))).positional("experiments", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "ids, all, or files such as ./my-table.ts",
    }),
  handler: async (options, output) => {
    const { json, quiet, twice } = options;
    const request = {
      ...selectionRequest(options.experiments, options),
      ...executionRequest(options),
      formats: formatsOf(options),
      twice,
    };
    if (options["dry-run"]) {
      const { dryRun } = await import("../../../app/run/dry-run.js");
      return await dryRunAnswer(await dryRun(request));
    }
    const [{ run }, { watchRun }] = await Promise.all([
      import("../../../app/run/run.js"),
      import("./watch.js"),
    ]);
    const outcome = await run(request, watchRun(output, { json, quiet }));
    const { answerOf } = await import("./answer.js");
    return answerOf(outcome, output, { json, quiet });
  },
};
export default command;

async function dryRunAnswer(found: DryRun): Promise<Answer> {
  if (found.kind === "plan")
    return await (await import("../plan/command.js")).planAnswer(found.plan);
  const { runs, tasks, script } = found;
  return {
    exitCode: ExitCode.done,
    data: { tasks, script },
    text: script ?? "",
    notes: script === null ? [`Nothing to submit: all ${runs} runs are done.`] : [],
  };
}
