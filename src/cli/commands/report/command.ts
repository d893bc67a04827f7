import { writePaper } from "../../../app/report/paper.js";
import { failureOf, report } from "../../../app/report/report.js";
import { badInput, ExitCode } from "../../../base/errors.js";
import { command } from "../../command.js";
import { format, json, readIds } from "../../options.js";
import { selectionOptions, selectionRequest } from "../../selection-options.js";
import { damageLines } from "../../../app/text/state.js";
import { tablesText } from "../../terminal.js";
import type { SelectionRequest } from "../../../app/select/request.js";
import { withoutPage } from "../../../app/report/against.js";
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
      .option("against", {
        type: "string",
        requiresArg: true,
        describe:
          "with --out: show in the page what differs from this other results folder, as diff does",
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
    const { anonymous, against, paper, from, watch, open } = options;
    const selected = (): SelectionRequest =>
      selectionRequest(names.length === 0 ? ["all"] : names, options);
    const formats = askedFormats(options);
    const isOther = options.plot !== undefined || isCrate(options.out, formats);
    if (against !== undefined && isOther) {
      throw withoutPage(against, options.plot === undefined ? "a crate" : "--plot");
    }
    if (options.plot !== undefined) {
      return await plotsAnswer(selected(), readIds(options.plot), { ...options, formats });
    }
    if (isCrate(options.out, formats)) {
      return await crateAnswer(selected(), { ...options, formats });
    }
    const out =
      options.out ?? (open ? reportPage(selected()) : from === undefined ? undefined : "-");
    if (out !== undefined) {
      const request = { out, formats, anonymous, against, paper, from };
      const answer =
        watch === undefined
          ? await outAnswer(selected(), names, request)
          : await watchAnswer(selected(), names, { ...request, refresh: watch }, output);
      if (open) await openPage(out);
      return answer;
    }
    const lonely = (
      [
        ["--anonymous", anonymous ? "" : undefined],
        ["--against", against],
        ["--watch", watch],
      ] as const
    ).find(([, value]) => value !== undefined);
    if (lonely !== undefined) {
      throw badInput(`${lonely[0]} needs --out`, {
        where: lonely[0],
        expected: "--out beside it",
        fix: `amtl-run report all ${lonely.join(" ").trim()} --out report.html`,
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
