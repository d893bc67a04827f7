import { ExitCode } from "../../base/errors.js";
import { errorsCsv } from "../../app/errors/csv.js";
import { errors } from "../../app/errors/errors.js";
import { textOf } from "../../app/text/errors.js";
import { command } from "../command.js";
import { json, readTop, results } from "../options.js";

/** `amtl-run errors`: where a run is right and wrong. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ json, results })
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "id of a run, its first digits, or its label",
      })
      .option("set", {
        type: "string",
        requiresArg: true,
        describe: "the evaluation set, e.g. redocred/dev (default: the test set)",
      })
      .option("top", {
        type: "number",
        default: 15,
        requiresArg: true,
        describe: "rows of the tables of relations and confusions",
      })
      .option("format", {
        choices: ["table", "csv"],
        default: "table",
        requiresArg: true,
        describe: "tables, or one CSV with everything",
      }),
  handler: async ({ run, set, results, format, ...options }) => {
    const top = readTop(options.top);
    const found = await errors({ run, set, results });
    const isCsv = format === "csv";
    const text = (): string => (isCsv ? errorsCsv(found) : textOf(found, top));
    return { exitCode: ExitCode.done, data: found, text, isScript: isCsv };
  },
});
