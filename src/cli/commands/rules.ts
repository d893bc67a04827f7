import { ExitCode } from "../../base/errors.js";
import { findRules, type Rules } from "../../app/rules/rules.js";
import { rulesCsv, rulesText } from "../../app/text/rules.js";
import { command } from "../command.js";
import { json, readTop, results } from "../options.js";

/** `amtl-run rules`: what a run's plugin mined or learned. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ json, results })
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "the run: its id, first digits, or label",
      })
      .option("top", {
        type: "number",
        default: 30,
        requiresArg: true,
        describe: "the strongest rules, so many",
      })
      .option("format", {
        choices: ["table", "csv"],
        default: "table",
        requiresArg: true,
        describe: "table, or CSV with a rule a line",
      }),
  handler: async ({ run, top, format, results }) => {
    const found = await findRules({ run, top: readTop(top), results });
    return {
      exitCode: ExitCode.done,
      data: dataOf(found),
      text: () => (format === "csv" ? rulesCsv(found) : rulesText(found)),
      isScript: format === "csv",
      notes: found.decisions,
    };
  },
});

const dataOf = ({ trainId, ...rest }: Rules): object => ({ run: trainId, ...rest });
