import { newPaper } from "../../app/audit/new-paper.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { json } from "../options.js";

/** `amtl-run paper new FOLDER`: a paper of one's own that can be audited. */
export default command({
  actions: ["new"],
  builder: (yargs) =>
    yargs
      .options({ json })
      .positional("action", {
        type: "string",
        demandOption: true,
        describe: "new: write an example that amtl-run audit reads",
      })
      .positional("folder", {
        type: "string",
        demandOption: true,
        describe: "the folder to write, see docs/paper-schema.md",
      }),
  handler: async ({ folder }) => {
    const files = await newPaper(folder);
    const text = [...files, `Audit it: amtl-run audit ${folder}`, ""].join("\n");
    return { exitCode: ExitCode.done, data: { files }, text };
  },
});
