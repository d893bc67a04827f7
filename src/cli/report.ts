import { ExitCode, badInput } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import { paperCells } from "../report/cells.js";
import { csvRow } from "../report/csv.js";
import { PAPER_TABLES, isPaperTable, readPaperTable } from "../report/paper/printed.js";
import { writeTable } from "../report/write.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";
import { selectionOptions, type SelectionOptions } from "./options.js";
import { prepare } from "./prepare.js";
import { filledCells, reportTables, tablesFolder } from "./tables.js";

type Options = SelectionOptions &
  JsonOption & { readonly experiments: readonly string[] | undefined; readonly paper: boolean };

/** `amtl-run report`: tables from the results that are there; it trains nothing. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(selectionOptions(yargs))
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
  handler: async (options) => {
    const names = options.experiments ?? [];
    if (options.paper) return writePaper(names.length === 0 ? PAPER_TABLES : names, options);
    const prepared = await prepare(names.length === 0 ? ["all"] : names, options);
    if (options.json) {
      const tables = await Promise.all(
        prepared.items.map(async (item) => {
          const cells = await filledCells(item, prepared.profile.id, options);
          return { id: item.experiment.id, seeds: item.seeds, cells: cells.map(csvRow) };
        }),
      );
      const content = { profile: prepared.profile.id, tables };
      process.stdout.write(`${JSON.stringify(content, null, 2)}\n`);
      return ExitCode.done;
    }
    const { text, files, incomplete } = await reportTables(prepared, options);
    process.stdout.write(text);
    for (const file of files) process.stderr.write(`wrote ${file}\n`);
    return incomplete === 0 ? ExitCode.done : ExitCode.incomplete;
  },
};
export default command;

async function writePaper(ids: readonly string[], options: Options): Promise<ExitCode> {
  const folder = tablesFolder(options.results, "paper");
  const files: string[] = [];
  for (const id of ids) {
    if (!isPaperTable(id)) {
      const meant = nearest(id, PAPER_TABLES);
      throw badInput(`The paper has no table "${id}"`, {
        expected: PAPER_TABLES.join(", "),
        got: id,
        ...(meant !== undefined && { fix: `amtl-run report --paper ${meant}` }),
      });
    }
    files.push(...(await writeTable(folder, id, paperCells(await readPaperTable(id)))));
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ files }, null, 2)}\n`
      : files.map((file) => `${file}\n`).join(""),
  );
  return ExitCode.done;
}
