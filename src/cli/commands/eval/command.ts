import { ExitCode } from "../../../base/errors.js";
import { evaluationData } from "../../../app/evaluate/data.js";
import { evaluate, LABEL_SIDES } from "../../../app/evaluate/evaluate.js";
import { command } from "../../command.js";
import { json, profile, readProfile } from "../../options.js";
import { notesOf } from "../../../app/text/eval-notes.js";
import { textOf } from "../../../app/text/eval.js";

export default command({
  readsInput: true,
  builder: (yargs) =>
    yargs
      .options({ json })
      .positional("predictions", {
        type: "string",
        demandOption: true,
        describe: "{title, h_idx, t_idx, r}: JSON array or lines, gzip, zip, or - (stdin)",
      })
      .option("gold", {
        type: "string",
        demandOption: true,
        requiresArg: true,
        describe: "documents with the true facts: a file, or a name such as redocred/test",
      })
      .option("train", {
        type: "string",
        requiresArg: true,
        describe: "documents, or name triples, whose facts Ign-F1 ignores",
      })
      .option("distant", {
        type: "string",
        requiresArg: true,
        describe: "the same, distantly labelled: a second Ign-F1",
      })
      .option("bands", {
        type: "boolean",
        default: false,
        describe: "score by frequency band of the relations, too",
      })
      .option("sentences", {
        type: "boolean",
        default: false,
        describe: "score facts within and across sentences, too",
      })
      .option("per-relation", {
        type: "boolean",
        default: false,
        describe: "score by relation, too",
      })
      .option("gpt-labels", {
        type: "string",
        array: true,
        nargs: 1,
        choices: LABEL_SIDES,
        describe: "count gpt_labels as facts there (default: nowhere)",
      })
      .option("profile", {
        ...profile,
        default: "paper",
        describe: "scale at which names are looked up",
      }),
  handler: async (options) => {
    const { predictions, gold, train, distant, bands, sentences } = options;
    const found = await evaluate({
      ...{ predictions, gold, train, distant, bands, sentences },
      gptLabels: options["gpt-labels"],
      profile: readProfile(options.profile),
    });
    const isEach = options["per-relation"];
    return {
      exitCode: ExitCode.done,
      data: evaluationData(found, isEach),
      text: () => textOf(found, isEach),
      notes: notesOf(found),
    };
  },
});
