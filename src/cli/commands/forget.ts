import { forget } from "../../app/forget/forget.js";
import { ExitCode } from "../../base/errors.js";
import { forgottenText } from "../../app/text/forget.js";
import { command } from "../command.js";
import { json, results } from "../options.js";

/** `amtl-run forget PLAN|RUN`: takes plans out of the list of `status`, and runs with what they hold. */
export default command({
  builder: (yargs) =>
    yargs
      .options({
        json,
        results,
        yes: {
          type: "boolean",
          default: false,
          describe: "remove results and checkpoints, too",
        },
      })
      .positional("targets", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "plans, by id or by experiment (their runs stay), or runs, by id",
      }),
  handler: async ({ targets, yes, results }) => {
    const forgotten = await forget({ targets, yes, results });
    return {
      exitCode: forgotten.every(({ removed }) => removed) ? ExitCode.done : ExitCode.incomplete,
      data: { forgotten },
      text: () => forgottenText(forgotten),
    };
  },
});
