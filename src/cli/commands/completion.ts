import { text } from "node:stream/consumers";
import { badInput, ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { SCRIPTS } from "../completion/scripts.js";

/** `amtl-run completion`: the script that a shell completes with, and what that script asks. */
export default command({
  builder: (yargs) =>
    yargs.positional("shell", {
      type: "string",
      demandOption: true,
      describe: `${[...SCRIPTS.keys()].join(", ")}, or words: complete the words on standard input`,
    }),
  handler: async ({ shell }, _output, commands) => {
    if (shell === "words") {
      const { candidates } = await import("../completion/candidates.js");
      const words = (await text(process.stdin)).replace(/\n$/, "").split("\n");
      const found = await candidates(words, commands);
      return {
        exitCode: ExitCode.done,
        isScript: true,
        text: found.map((word) => `${word}\n`).join(""),
      };
    }
    const script = SCRIPTS.get(shell);
    if (script === undefined) {
      throw badInput(`Unknown shell "${shell}"`, {
        expected: [...SCRIPTS.keys()].join(" or "),
        got: shell,
      });
    }
    return { exitCode: ExitCode.done, isScript: true, text: script };
  },
});
