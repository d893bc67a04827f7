import { why } from "../../../app/why/why.js";
import { ExitCode } from "../../../base/errors.js";
import type { CommandModule } from "../../command.js";
import { jsonOption, type JsonOption } from "../../json-option.js";
import { parseSeeds } from "../../options.js";
import { cellText, runText } from "./text.js";

interface Options extends JsonOption {
  readonly what: string;
  readonly experiments: readonly string[] | undefined;
  readonly profile: string | undefined;
  readonly seeds: string | undefined;
  readonly results: string | undefined;
}

/** `amtl-run why`: what a run is and why it will run again, or which runs are behind a cell. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .positional("what", {
        type: "string",
        demandOption: true,
        describe: "id of a run, or its first digits; or of a cell, such as table4/r01/c1",
      })
      .positional("experiments", {
        type: "string",
        array: true,
        describe: "where to look for it: names, or files such as ./my-table.ts (default: all)",
      })
      .option("profile", {
        type: "string",
        requiresArg: true,
        describe: "where to look for it (default: all; for a cell, smoke)",
      })
      .option("seeds", {
        type: "string",
        requiresArg: true,
        describe: "seeds to look for (default: all of the paper's)",
      })
      .option("results", {
        type: "string",
        requiresArg: true,
        describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
      }),
  handler: async ({ what, experiments, profile, seeds, results }) => {
    const found = await why({
      what,
      experiments,
      profile,
      seeds: seeds === undefined ? undefined : parseSeeds(seeds),
      results,
    });
    return {
      exitCode: ExitCode.done,
      data: found,
      text: () => (found.kind === "cell" ? cellText(found) : runText(found)),
    };
  },
};
export default command;
