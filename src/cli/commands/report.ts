import { writePaper } from "../../app/report/paper.js";
import { failureOf, report } from "../../app/report/report.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { format, json, readFormats } from "../options.js";
import { selectionOptions, selectionRequest } from "../selection-options.js";
import { damageLines } from "../../app/text/state.js";
import { tablesText } from "../terminal.js";
import { writtenLines } from "../../app/text/written.js";

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
      }),
  handler: async (options, output) => {
    const names = options.experiments ?? [];
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
