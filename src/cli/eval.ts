import { ExitCode } from "../base/errors.js";
import { evaluate } from "../app/evaluate/evaluate.js";
import type { CommandModule } from "./command.js";
import { asJson, asText } from "./eval-output.js";

interface Options {
  readonly predictions: string;
  readonly gold: string;
  readonly train: string;
  readonly bands: boolean;
  readonly "per-relation": boolean;
  readonly json: boolean;
}

const command: CommandModule<Options> = {
  builder: (yargs) =>
    yargs
      .positional("predictions", {
        type: "string",
        demandOption: true,
        describe: "JSON array or NDJSON of {title, h_idx, t_idx, r}",
      })
      .option("gold", {
        type: "string",
        demandOption: true,
        describe: "DocRED JSON with the true facts",
      })
      .option("train", {
        type: "string",
        demandOption: true,
        describe: "training documents, or name triples, whose facts Ign-F1 ignores",
      })
      .option("bands", {
        type: "boolean",
        default: false,
        describe: "also by frequency band of the relations",
      })
      .option("per-relation", {
        type: "boolean",
        default: false,
        describe: "also by relation",
      })
      .option("json", { type: "boolean", default: false, describe: "JSON, unrounded" }),
  handler: async (options) => {
    const { predictions, gold, train, bands } = options;
    const found = await evaluate({ predictions, gold, train, bands });
    if (found.unknownTitles > 0) {
      process.stderr.write(
        `${found.unknownTitles} of ${found.predictions} predictions name a title that ${gold} does not hold; they count as wrong\n`,
      );
    }
    const isEach = options["per-relation"];
    process.stdout.write(options.json ? asJson(found, isEach) : asText(found, isEach));
    return ExitCode.done;
  },
};
export default command;
