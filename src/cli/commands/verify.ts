import { verifyText } from "../../app/text/verify.js";
import { verify } from "../../app/verify/verify.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { json, results } from "../options.js";

/** `amtl-run verify [RUN|PLAN|all]`: reads every byte of runs' files, and says what is damaged. */
export default command({
  builder: (yargs) =>
    yargs.options({ json, results }).positional("targets", {
      type: "string",
      array: true,
      describe: "runs or plans, or all (the default)",
    }),
  handler: async ({ targets, results }) => {
    const report = await verify({ targets, results });
    return {
      exitCode: report.damaged.length === 0 ? ExitCode.done : ExitCode.failed,
      data: report,
      text: () => verifyText(report),
    };
  },
});
