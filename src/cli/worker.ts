import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { badInput, ExitCode } from "../base/errors.js";
import { checkWorker } from "../programs/check/check.js";
import type { Point } from "../programs/check/points.js";
import { loadWorker } from "../programs/locate.js";
import { untilSignal } from "./until-signal.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";

interface Options extends JsonOption {
  readonly action: string;
  readonly cmd: readonly string[];
  readonly silence: number;
}

/** `amtl-run worker check CMD`: does a program keep to docs/worker-protocol.md? */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .positional("action", { type: "string", demandOption: true, describe: "check" })
      .positional("cmd", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "the worker's command, such as 'python my_train.py'",
      })
      .option("silence", {
        type: "number",
        default: 300,
        requiresArg: true,
        describe: "seconds without a line after which it counts as hung",
      }),
  handler: async ({ action, cmd, silence, json }) => {
    if (action !== "check") {
      throw badInput(`amtl-run worker does not know "${action}"`, {
        expected: "amtl-run worker check 'python my_train.py'",
        got: action,
      });
    }
    const words = cmd.length === 1 ? cmd[0] : cmd;
    const worker = await loadWorker({ command: words, silence }, process.cwd(), "worker check");
    const folder = await mkdtemp(join(tmpdir(), "amtl-worker-"));
    const points: Point[] = [];
    const found = await untilSignal(async (signal) => {
      for await (const point of checkWorker(worker, folder, signal)) {
        points.push(point);
        if (!json) process.stdout.write(`${textOf(point)}\n`);
      }
      return points;
    });
    const isFine = points.every(({ outcome }) => outcome !== "not ok");
    if (json && found !== null) process.stdout.write(`${JSON.stringify({ points }, null, 2)}\n`);
    if (found === null || isFine) await rm(folder, { recursive: true, force: true });
    else process.stderr.write(`its folders, with spec.json and stderr.log: ${folder}\n`);
    if (found === null) return ExitCode.interrupted;
    return isFine ? ExitCode.done : ExitCode.failed;
  },
};
export default command;

/** "ok     exit         code 0 after 0.2 s"; where it is not, also what was expected. */
function textOf({ name, outcome, expected, came }: Point): string {
  const head = `${outcome.padEnd(6)} ${name.padEnd(12)}`;
  return outcome === "not ok" ? `${head} expected ${expected}; came ${came}` : `${head} ${came}`;
}
