import { badInput, ExitCode } from "../../base/errors.js";
import { plural } from "../../base/text/plural.js";
import { predict, type Predictions } from "../../app/predict/predict.js";
import { LEADERBOARDS, submissionOf, zippedSubmission } from "../../app/predict/submission.js";
import { notesOf, textOf } from "../../app/text/predict.js";
import { writeOutput } from "../../app/output-file.js";
import { command } from "../command.js";
import { engine, json, readTop, results } from "../options.js";

const [leaderboard] = LEADERBOARDS;
const FORMATS: readonly string[] = ["table", "jsonl", leaderboard.id];

/** `amtl-run predict`: the relations of documents, by a run's model. */
export default command({
  readsInput: true,
  builder: (yargs) =>
    yargs
      .options({ json, engine, results })
      .positional("documents", {
        type: "string",
        demandOption: true,
        describe: "DocRED JSON, or text with [marked] mentions; gzip too; - is stdin",
      })
      .option("run", {
        type: "string",
        demandOption: true,
        requiresArg: true,
        describe: "the run whose model predicts: its id, first digits, or label",
      })
      .option("top", {
        type: "number",
        requiresArg: true,
        describe: "only the best relations of each document, so many",
      })
      .option("min-margin", {
        type: "number",
        requiresArg: true,
        describe:
          "only from this margin (score − threshold) on; below 0 also what is not predicted",
      })
      .option("format", {
        choices: FORMATS,
        default: "table",
        requiresArg: true,
        describe: `table, a relation a line as JSON, or the leaderboard's ${leaderboard.file}`,
      })
      .option("zip", {
        type: "boolean",
        default: false,
        describe: `write the leaderboard's ${leaderboard.archive} (--out names another file)`,
      })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "write to this file (default: standard output)",
      }),
  handler: async (options) => {
    const { documents, run, top, format, zip, out, json: isJson } = options;
    const minMargin = options["min-margin"];
    if (top !== undefined) readTop(top);
    if (zip && format === "jsonl") {
      throw badInput("--zip is for the leaderboard's file", {
        where: "--zip, --format",
        expected: `--zip with --format ${leaderboard.id}`,
        got: `--format ${format}`,
      });
    }
    const { engine, results } = options;
    const found = await predict({ documents, run, top, minMargin, engine, results });
    const file = zip ? (out ?? leaderboard.archive) : out;
    const done = { exitCode: ExitCode.done, data: dataOf(found) };
    if (file === undefined) {
      const text = (): string => contentOf(found, format);
      return { ...done, text, isScript: format !== "table", notes: notesOf(found) };
    }
    const content = isJson ? `${JSON.stringify(dataOf(found))}\n` : contentOf(found, format);
    const packed = zip
      ? await zippedSubmission(contentOf(found, leaderboard.id), leaderboard.file)
      : content;
    await writeOutput(file, packed);
    const count = submissionOf(found).length;
    return { ...done, notes: [...notesOf(found), `wrote ${file}: ${plural(count, "relation")}`] };
  },
});

function contentOf(found: Predictions, format: string): string {
  if (format === "table") return textOf(found);
  if (format === leaderboard.id) return `${JSON.stringify(submissionOf(found))}\n`;
  return found.documents
    .flatMap(({ relations }) => relations)
    .map((relation) => `${JSON.stringify(relation)}\n`)
    .join("");
}

const dataOf = ({ trainId, label, documents, scores, cuts }: Predictions): object => ({
  ...{ run: trainId, label, documents },
  ...(scores !== null && scores),
  ...(cuts.length > 0 && { cuts }),
});
