import { ExitCode } from "../../../base/errors.js";
import { evaluate, evaluationData } from "../../../app/evaluate/evaluate.js";
import { command } from "../../command.js";
import { json } from "../../options.js";
import { textOf } from "./text.js";

export default command({
  builder: (yargs) =>
    yargs
      .options({ json })
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
        describe: "score by frequency band of the relations, too",
      })
      .option("per-relation", {
        type: "boolean",
        default: false,
        describe: "score by relation, too",
      }),
  handler: async (options) => {
    const { predictions, gold, train, bands } = options;
    const found = await evaluate({ predictions, gold, train, bands });
    const { unknownTitles, predictions: all } = found;
    const isEach = options["per-relation"];
    return {
      exitCode: ExitCode.done,
      data: evaluationData(found, isEach),
      text: () => textOf(found, isEach),
      notes:
        unknownTitles === 0
          ? []
          : [
              `${unknownTitles} of ${all} predictions name a title that ${gold} does not hold; they count as wrong`,
            ],
    };
  },
});
