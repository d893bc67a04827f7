import { badInput, ExitCode } from "../../base/errors.js";
import { plannedEngine } from "../../engine/start.js";
import { PROFILES } from "../../methods/profiles/profiles.js";
import type { Check } from "../../executors/slurm/check.js";
import { resultsRoot } from "../../store/paths.js";
import type { CommandModule } from "../command.js";
import { jsonOption, resultsOption, type JsonOption, type ResultsOption } from "../json-option.js";

interface Options extends JsonOption, ResultsOption {
  readonly slurm: readonly string[] | undefined;
  readonly wait: number;
}

/** Seconds for what follows the start of a task; file servers may keep things to themselves for a minute. */
const NEXT_SECONDS = 90;

/** `amtl-run doctor`: whether runs would work here, or on a cluster, one line a check. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    resultsOption(
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
        }),
    ),
  handler: async (options, output) => {
    if (!(options.wait > 0)) {
      throw badInput("Invalid --wait", {
        where: "--wait",
        expected: "a number of seconds above 0",
        got: String(options.wait),
      });
    }
    const checks: Check[] = [];
    for await (const check of await checksOf(options)) {
      checks.push(check);
      if (!options.json) output.line(text(check));
    }
    const isLacking = checks.some(({ state }) => state === "lacks");
    return { exitCode: isLacking ? ExitCode.lacking : ExitCode.done, data: { checks } };
  },
};
export default command;

async function checksOf({ slurm, wait, results }: Options): Promise<AsyncIterable<Check>> {
  const root = resultsRoot(results);
  if (slurm === undefined) return (await import("../../app/doctor/machine.js")).checkMachine(root);
  const { diagnose } = await import("../../executors/slurm/doctor/doctor.js");
  const { probeJobOf } = await import("../slurm-job.js");
  const { id } = await plannedEngine();
  const job = probeJobOf(PROFILES.smoke, id, slurm);
  return diagnose(root, job, { start: wait, next: NEXT_SECONDS });
}

const SIGNS = { ok: "ok     ", lacks: "LACKS  ", note: "note   " } as const;

/** One line a check, and one for what mends it. */
const text = ({ name, state, text: what, fix }: Check): string =>
  `${SIGNS[state]} ${name.padEnd(16)} ${what}${fix === undefined ? "" : `\n${" ".repeat(25)}fix: ${fix}`}`;
