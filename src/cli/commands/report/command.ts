import { writePaper } from "../../../app/report/paper.js";
import { failureOf, report } from "../../../app/report/report.js";
import { badInput, ExitCode } from "../../../base/errors.js";
import { command } from "../../command.js";
import { format, json, readFormats } from "../../options.js";
import { selectionOptions, selectionRequest } from "../../selection-options.js";
import { damageLines } from "../../../app/text/state.js";
import { tablesText } from "../../terminal.js";
import { outAnswer } from "./out.js";
import { writtenLines } from "../../../app/text/written.js";

/** `amtl-run report`: tables from the results that are there; it trains nothing. With --json it writes no files, unless --format asks for some. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ ...selectionOptions, json, format })
      .positional("experiments", {
        type: "string",
        array: true,
        describe: "ids, all, or files such as ./my-table.ts (default: all)",
      })
      .option("paper", {
        type: "boolean",
        default: false,
        describe: "write the paper's own numbers in the same form",
      })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe:
          "write one file of all tables, in the format of --format or of its name, and nothing else; - prints it",
      })
      .option("anonymous", {
        type: "boolean",
        default: false,
        describe: "with --out: no host, path, commit or date, for a review",
      }),
  handler: async (options, output) => {
    const names = options.experiments ?? [];
    const { out, anonymous } = options;
    if (out !== undefined) {
      const formats = readFormats(options.format);
      const selection = selectionRequest(names.length === 0 ? ["all"] : names, options);
      return await outAnswer(selection, names, { out, formats, anonymous, paper: options.paper });
    }
    if (anonymous) {
      throw badInput("--anonymous needs --out", {
        where: "--anonymous",
        expected: "--out beside it",
        fix: "amtl-run report all --format html --anonymous --out report.html",
      });
    }
    if (options.paper) {
      const files = await writePaper(names, options.results, readFormats(options.format));
      const text = files.map((file) => `${file}\n`).join("");
      return { exitCode: ExitCode.done, data: { files }, text };
    }
    const formats = readFormats(options.format);
    const selection = selectionRequest(names.length === 0 ? ["all"] : names, options);
    const found = await report({ ...selection, formats }, !options.json || formats.length > 0);
    const tables = found.tables.map(({ id, seeds, cells }) => ({ id, seeds, cells }));
    const notes = [...writtenLines(found), ...damageLines(found.damaged)];
    const failure = failureOf(found);
    if (failure !== null) {
      if (!options.json) output.line(tablesText(found));
      notes.forEach(output.note);
      throw failure;
    }
    return {
      exitCode: options.json || found.incomplete === 0 ? ExitCode.done : ExitCode.incomplete,
      data: { profile: found.profile, tables },
      text: () => tablesText(found),
      notes,
    };
  },
});
