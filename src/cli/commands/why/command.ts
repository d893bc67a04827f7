import { why } from "../../../app/why/why.js";
import { ExitCode } from "../../../base/errors.js";
import { command } from "../../command.js";
import { json, margin, readSeeds, readVariant, results, variant } from "../../options.js";
import { textOf } from "../../../app/text/why.js";

/** `amtl-run why`: what a run is and why it will run again, or which runs are behind a cell. */
export default command({
  builder: (yargs) =>
    yargs
      .options({
        json,
        results,
        profile: {
          type: "string",
          requiresArg: true,
          describe: "profile to look in (default: all; for a cell, smoke)",
        },
        variant,
        margin,
        seeds: {
          type: "string",
          requiresArg: true,
          describe: "seeds to look for (default: all of the paper's)",
        },
      })
      .positional("what", {
        type: "string",
        demandOption: true,
        describe: "id of a run or its first digits, of a cell (table4/r01/c1), or an experiment",
      })
      .positional("experiments", {
        type: "string",
        array: true,
        describe:
          "experiments to look in: names, or files (default: all); after an experiment, labels of a row and a column",
      }),
  handler: async ({ what, experiments, profile, variant, seeds, results, margin }) => {
    const chosen = { variant: readVariant(variant), seeds: readSeeds(seeds) };
    const found = await why({ what, experiments, profile, ...chosen, results, margin });
    return {
      exitCode: ExitCode.done,
      data: found,
      text: () => textOf(found),
    };
  },
});
