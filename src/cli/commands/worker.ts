import { ExitCode } from "../../base/errors.js";
import { checkProgram, type Point } from "../../app/check-program.js";
import { untilSignal } from "../interrupt.js";
import { command } from "../command.js";
import { json } from "../options.js";

/** `amtl-run worker check CMD`: does a program keep to docs/worker-protocol.md? */
export default command({
  actions: ["check"],
  builder: (yargs) =>
    yargs
      .options({ json })
      .positional("action", {
        type: "string",
        demandOption: true,
        describe: "check: try the program against docs/worker-protocol.md",
      })
      .positional("cmd", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "the program's command, such as 'python my_train.py'",
      })
      .option("silence", {
        type: "number",
        default: 300,
        requiresArg: true,
        describe: "seconds without output until the program counts as hung",
      }),
  handler: async ({ cmd, silence, json }, output) => {
    const found = await untilSignal((signal) =>
      checkProgram({ command: cmd.length === 1 ? cmd[0] : cmd, silence }, signal, (point) => {
        if (!json) output.line(textOf(point));
      }),
    );
    if (found === null) return { exitCode: ExitCode.interrupted };
    const { points, isFine, folder } = found;
    return {
      exitCode: isFine ? ExitCode.done : ExitCode.failed,
      data: { points },
      notes: folder === null ? [] : [`Kept, with spec.json and stderr.log: ${folder}`],
    };
  },
});

/** "ok     exit         code 0 after 0.2 s"; where it is not, also what was expected. */
function textOf({ name, outcome, expected, came }: Point): string {
  const head = `${outcome.padEnd(6)} ${name.padEnd(12)}`;
  return outcome === "not ok" ? `${head} expected ${expected}; got ${came}` : `${head} ${came}`;
}
