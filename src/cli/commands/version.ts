import { programVersion } from "../../app/version.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { json } from "../options.js";

/** `amtl-run version`: one line for bug reports and appendices. */
export default command({
  builder: (yargs) => yargs.options({ json }),
  handler: async () => {
    const found = await programVersion();
    const { version, commit, dirty, node, engine } = found;
    const changed = dirty === true ? ", with changes" : "";
    const revision = commit === null ? "" : ` (commit ${commit.slice(0, 12)}${changed})`;
    const engineText = engine === null ? "no engine" : `engine ${engine}`;
    return {
      exitCode: ExitCode.done,
      data: found,
      text: `amtl-run ${version}${revision}, Node ${node.slice(1)}, ${engineText}\n`,
    };
  },
});
