import { badInput, ExitCode } from "../base/errors.js";
import { plannedEngine } from "../engine/start.js";
import { PROFILES } from "../methods/profiles/profiles.js";
import type { Check } from "../executors/slurm/check.js";
import { resultsRoot } from "../store/paths.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";

interface Options extends JsonOption {
  readonly slurm: readonly string[] | undefined;
  readonly wait: number;
  readonly results: string | undefined;
}

/** Seconds for what follows the start of a task; file servers may keep things to themselves for a minute. */
const NEXT_SECONDS = 90;

/** `amtl-run doctor`: whether runs would work here, or on a cluster, one line a check. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .option("slurm", {
        type: "string",
        array: true,
        describe: "try a tiny job array, with options of sbatch such as partition=gpu",
      })
      .option("wait", {
        type: "number",
        default: 300,
        requiresArg: true,
        describe: "with --slurm: seconds for a task to start",
      })
      .option("results", {
        type: "string",
        requiresArg: true,
        describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
      }),
  handler: async (options) => {
    if (!(options.wait > 0)) {
      throw badInput("Impossible patience", {
        where: "--wait",
        expected: "a number of seconds above 0",
        got: String(options.wait),
      });
    }
    const checks: Check[] = [];
    for await (const check of await checksOf(options)) {
      checks.push(check);
      if (!options.json) process.stdout.write(text(check));
    }
    if (options.json) process.stdout.write(`${JSON.stringify({ checks }, null, 2)}\n`);
    return checks.some(({ state }) => state === "lacks") ? ExitCode.lacking : ExitCode.done;
  },
};
export default command;

async function checksOf({ slurm, wait, results }: Options): Promise<AsyncIterable<Check>> {
  const root = resultsRoot(results);
  if (slurm === undefined) return (await import("../app/doctor/machine.js")).checkMachine(root);
  const { diagnose } = await import("../executors/slurm/doctor/doctor.js");
  const { probeJobOf } = await import("./slurm-job.js");
  const { id } = await plannedEngine();
  const job = probeJobOf(PROFILES.smoke, id, slurm);
  return diagnose(root, job, { start: wait, next: NEXT_SECONDS });
}

const SIGNS = { ok: "ok     ", lacks: "LACKS  ", note: "note   " } as const;

/** One line a check, and one for what mends it. */
const text = ({ name, state, text: what, fix }: Check): string =>
  `${SIGNS[state]} ${name.padEnd(16)} ${what}\n${fix === undefined ? "" : `${" ".repeat(25)}fix: ${fix}\n`}`;
