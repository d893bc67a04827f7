import { audit } from "../../app/audit/audit.js";
import { auditCsv, auditText } from "../../app/text/audit.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { json } from "../options.js";

/** `amtl-run audit [FOLDER]`: whether a paper's printed numbers agree with each other. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ json })
      .positional("folder", {
        type: "string",
        describe: "a paper as docs/paper-schema.md describes (default: the AMTL paper)",
      })
      .option("format", {
        type: "string",
        choices: ["text", "csv"],
        default: "text",
        requiresArg: true,
        describe: "how to print it",
      })
      .epilogue("Ends with 1 where numbers disagree or are impossible."),
  handler: async ({ folder, format }) => {
    const report = await audit({ folder });
    return {
      exitCode: report.agrees ? ExitCode.done : ExitCode.failed,
      data: report,
      text: () => (format === "csv" ? auditCsv(report) : auditText(report)),
    };
  },
});
