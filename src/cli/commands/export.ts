import { ExitCode } from "../../base/errors.js";
import { exportModel } from "../../app/export/export.js";
import { notesOf, textOf } from "../../app/text/export.js";
import { command } from "../command.js";
import { engine, json, results } from "../options.js";

/** `amtl-run export`: a run's model as a folder that PyTorch loads. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ json, engine, results })
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "id of a run, its first digits, or its label",
      })
      .positional("folder", {
        type: "string",
        demandOption: true,
        describe: "a folder that is new or empty",
      }),
  handler: async ({ run, folder, engine, results }) => {
    const made = await exportModel({ run, folder, engine, results });
    return { exitCode: ExitCode.done, data: made, text: () => textOf(made), notes: notesOf(made) };
  },
});
