import { writePaper } from "../../../app/report/paper.js";
import { failureOf, report } from "../../../app/report/report.js";
import { badInput, ExitCode } from "../../../base/errors.js";
import { command } from "../../command.js";
import { format, json, readIds } from "../../options.js";
import { selectionOptions, selectionRequest } from "../../selection-options.js";
import { damageLines } from "../../../app/text/state.js";
import { tablesText } from "../../terminal.js";
import type { SelectionRequest } from "../../../app/select/request.js";
import { reportPage } from "../../../app/report/out.js";
import { isCrate } from "../../../app/report/is-crate.js";
import { crateAnswer } from "./crate.js";
import { outAnswer, watchAnswer } from "./out.js";
import { askedFormats, exports } from "./exports.js";
import { plotsAnswer } from "./plots.js";
import { openPage } from "./open.js";
import { writtenLines } from "../../../app/text/written.js";

/** `amtl-run report`: tables from the results that are there; it trains nothing. With --json it writes no files, unless --format asks for some. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ ...selectionOptions, json, format, ...exports })
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
      .option("plot", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "draw plots as SVG and CSV, and nothing else: names from list, or all",
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
      })
      .option("from", {
        type: "string",
        requiresArg: true,
        describe: "show an earlier report (its page or JSON) in place of the results folder",
      })
      .option("watch", {
        type: "number",
        requiresArg: true,
        describe: "write --out again every so many seconds, until all cells are there",
      })
      .option("open", {
        type: "boolean",
        default: false,
        describe: "show the page in the browser (report.html in the results folder, or --out)",
      }),
  handler: async (options, output) => {
    const names = options.experiments ?? [];
    const { anonymous, paper, from, watch, open } = options;
    const selected = (): SelectionRequest =>
      selectionRequest(names.length === 0 ? ["all"] : names, options);
    const formats = askedFormats(options);
    if (options.plot !== undefined) {
      return await plotsAnswer(selected(), readIds(options.plot), { ...options, formats });
    }
    if (isCrate(options.out, formats)) {
      return await crateAnswer(selected(), { ...options, formats });
    }
    const out =
      options.out ?? (open ? reportPage(selected()) : from === undefined ? undefined : "-");
    if (out !== undefined) {
      const request = { out, formats, anonymous, paper, from };
      const answer =
        watch === undefined
          ? await outAnswer(selected(), names, request)
          : await watchAnswer(selected(), names, { ...request, refresh: watch }, output);
      if (open) await openPage(out);
      return answer;
    }
    const lonely = anonymous ? "--anonymous" : watch === undefined ? null : "--watch";
    if (lonely !== null) {
      throw badInput(`${lonely} needs --out`, {
        where: lonely,
        expected: "--out beside it",
        fix: `amtl-run report all ${lonely}${anonymous ? "" : " 15"} --out report.html`,
      });
    }
    if (options.paper) {
      const files = await writePaper(names, options.results, formats);
      const text = files.map((file) => `${file}\n`).join("");
      return { exitCode: ExitCode.done, data: { files }, text };
    }
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
