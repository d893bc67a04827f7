import { ExitCode } from "../../base/errors.js";
import { compare, type Compared } from "../../app/diff/compare.js";
import { diffCsv, diffMarkdown, diffText } from "../../app/text/diff/text.js";
import { command } from "../command.js";
import { json, printedAs, profile, readProfile } from "../options.js";

/** `amtl-run diff A B`: what two sets of tables disagree about beyond noise. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ json, profile, format: printedAs })
      .positional("a", {
        type: "string",
        demandOption: true,
        describe: "CSV of a table, a folder of them, a results folder, or a commit",
      })
      .positional("b", {
        type: "string",
        demandOption: true,
        describe: "another one, or paper for the printed numbers",
      })
      .positional("tables", {
        type: "string",
        array: true,
        describe: "tables that are compared (default: all)",
      })
      .option("tolerance", {
        type: "number",
        default: 0,
        requiresArg: true,
        describe: "largest difference that counts as equal",
      })
      .option("exact", {
        type: "boolean",
        default: false,
        describe: "count every difference, also what noise of seeds explains",
      })
      .epilogue("Ends with 1 where something differs, with 3 where nothing can be compared."),
  handler: async ({ a, b, tables, tolerance, exact, format, ...options }) => {
    const profileId = readProfile(options.profile);
    const found = await compare({ a, b, tables, tolerance, exact, profile: profileId });
    return { exitCode: exitCodeOf(found), data: found, text: () => textOf(found, format) };
  },
});

function exitCodeOf({ incomparable, differences }: Compared): ExitCode {
  if (incomparable !== null) return ExitCode.incomplete;
  return differences.length === 0 ? ExitCode.done : ExitCode.failed;
}

function textOf(found: Compared, format: string): string {
  switch (format) {
    case "csv":
      return diffCsv(found);
    case "json":
      return `${JSON.stringify(found, null, 2)}\n`;
    case "markdown":
      return diffMarkdown(found);
    default:
      return diffText(found);
  }
}
