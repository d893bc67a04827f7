import { claims, type ClaimsReport } from "../../app/claims/claims.js";
import { claimsCsv } from "../../app/text/claims/csv.js";
import { claimsMarkdown } from "../../app/text/claims/markdown.js";
import { claimDetails, claimsText } from "../../app/text/claims/text.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { json, printedAs, profile, readProfile, readSeeds, results } from "../options.js";
import { selectionOptions } from "../selection-options.js";

/** `amtl-run claims [NAMES]`: which claims of the paper hold, by its printed numbers and by the results that are there. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ profile, seeds: selectionOptions.seeds, results, json, format: printedAs })
      .positional("names", {
        type: "string",
        array: true,
        describe: "tables, figures or claims by id, each in full (default: a line for every claim)",
      })
      .epilogue("Ends with 1 where a claim fails, with 3 where none does but some are open."),
  handler: async ({ names = [], format, ...options }) => {
    const report = await claims({
      names,
      profile: readProfile(options.profile),
      seeds: readSeeds(options.seeds),
      results: options.results,
    });
    return {
      exitCode: exitCodeOf(report),
      data: report,
      text: () => textOf(report, names.length > 0, format),
    };
  },
});

function exitCodeOf({ counts: { ours } }: ClaimsReport): ExitCode {
  if (ours.fails > 0) return ExitCode.failed;
  return ours.inconclusive + ours["not testable here"] > 0 ? ExitCode.incomplete : ExitCode.done;
}

function textOf(report: ClaimsReport, inFull: boolean, format: string): string {
  switch (format) {
    case "csv":
      return claimsCsv(report);
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "markdown":
      return claimsMarkdown(report);
    default:
      return inFull ? claimDetails(report) : claimsText(report);
  }
}
