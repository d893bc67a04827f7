import { writePlots } from "../../../app/report/plots.js";
import type { SelectionRequest } from "../../../app/select/request.js";
import { plotLines } from "../../../app/text/plots.js";
import { badInput, ExitCode } from "../../../base/errors.js";
import type { Answer } from "../../command.js";
import { givenOf, type WrittenOptions } from "./written-options.js";

/**
 * `report --plot NAME`: pictures beside the tables, and nothing else.
 * @throws AmtlError (2) beside an option of other files.
 */
export async function plotsAnswer(
  selection: SelectionRequest,
  plots: readonly string[],
  options: WrittenOptions,
): Promise<Answer> {
  const beside = givenOf(options, ["out", "anonymous", "paper", "from", "watch", "open"]);
  const asked = beside ?? (options.formats.length > 0 ? "format" : undefined);
  if (asked !== undefined) {
    throw badInput("--plot writes pictures alone", {
      where: `--${asked}`,
      expected: "SVG and CSV beside the tables; a page has all plots: --out report.html",
      got: `--plot and --${asked}`,
      fix: `leave out --${asked}, or --plot`,
    });
  }
  const written = await writePlots(selection, plots);
  const isAny = written.some((each) => "files" in each);
  return {
    exitCode: isAny ? ExitCode.done : ExitCode.incomplete,
    data: { plots: written },
    text: () =>
      plotLines(written)
        .map((line) => `${line}\n`)
        .join(""),
  };
}
