import { ExitCode, badInput } from "../base/errors.js";
import { toGold } from "../corpus/read/gold.js";
import { parsePredictions } from "../corpus/read/predictions.js";
import { readDocuments, readText } from "../corpus/read/reader.js";
import { readTrainingFacts } from "../corpus/read/training-facts.js";
import { judge, summarise } from "../scoring/evaluate.js";
import type { GoldDocument } from "../contract/fact.js";
import type { CommandModule } from "./command.js";
import { bandsOf } from "./eval-bands.js";
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
    const gold = await readGold(options.gold);
    const training = await readTrainingFacts(options.train);
    const predictions = parsePredictions(await readText(options.predictions), options.predictions);
    const judgement = judge(predictions, gold, training.triples);
    const results = {
      documents: gold.length,
      scores: summarise(judgement),
      bands: options.bands ? bandsOf(judgement, training, options.train) : null,
      perRelation: options["per-relation"],
    };
    const titles = new Set(gold.map(({ title }) => title));
    const unknown = predictions.filter(({ title }) => !titles.has(title)).length;
    if (unknown > 0) {
      process.stderr.write(
        `${unknown} of ${predictions.length} predictions name a title that ${options.gold} does not hold; they count as wrong\n`,
      );
    }
    process.stdout.write(options.json ? asJson(results) : asText(results));
    return ExitCode.done;
  },
};
export default command;

async function readGold(file: string): Promise<GoldDocument[]> {
  const documents = await readDocuments(file);
  if (documents.every(({ facts }) => facts === null)) {
    throw badInput("The gold file has no labels", {
      where: file,
      expected: "documents with a field labels",
      got: `${documents.length} documents, none of them labelled (a blind test file?)`,
    });
  }
  return documents.map(toGold);
}
