import { cancel } from "../../../app/cancel/cancel.js";
import { ExitCode } from "../../../base/errors.js";
import { command } from "../../command.js";
import { json, results } from "../../options.js";
import { askedText } from "../../../app/text/cancel.js";

/** `amtl-run cancel`: ends plans or single runs in order, from any machine that sees the results folder. */
export default command({
  builder: (yargs) =>
    yargs.options({ json, results }).positional("targets", {
      type: "string",
      array: true,
      describe: "plans, by id or by experiment, or runs, by id (default: the plan that is running)",
    }),
  handler: async ({ targets, results }) => {
    const asked = await cancel({ targets, results });
    return { exitCode: ExitCode.done, data: { asked }, text: askedText(asked) };
  },
});
