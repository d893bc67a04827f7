import { cancel } from "../../../app/cancel/cancel.js";
import { ExitCode } from "../../../base/errors.js";
import type { CommandModule } from "../../command.js";
import { jsonOption, type JsonOption } from "../../json-option.js";
import { askedText } from "./text.js";

interface Options extends JsonOption {
  readonly targets: readonly string[] | undefined;
  readonly results: string | undefined;
}

/** `amtl-run cancel`: ends plans or single runs in order, from any machine that sees the results folder. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .positional("targets", {
        type: "string",
        array: true,
        describe: "plans (id, or what they were made for) or runs (id); default: the one at work",
      })
      .option("results", {
        type: "string",
        requiresArg: true,
        describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
      }),
  handler: async ({ targets, results }) => {
    const asked = await cancel({ targets, results });
    return { exitCode: ExitCode.done, data: { asked }, text: askedText(asked) };
  },
};
export default command;
