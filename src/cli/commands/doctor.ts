import { checkPlace } from "../../app/doctor/doctor.js";
import { ExitCode } from "../../base/errors.js";
import type { Check } from "../../contract/check.js";
import type { CommandModule } from "../command.js";
import { resultsOption, type ResultsOption } from "../common-options.js";
import { askedExecutor, executorChecks } from "../executor-checks.js";
import { jsonOption, type JsonOption } from "../json-option.js";

/** Those of executors come beside them. */
interface Options extends JsonOption, ResultsOption {
  readonly wait: number;
}

/** `amtl-run doctor`: whether runs would work here, or on a cluster, one line a check. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    executorChecks(resultsOption(jsonOption(yargs))).option("wait", {
      type: "number",
      default: 300,
      requiresArg: true,
      describe: "seconds to wait for a first job, where an executor is tried",
    }),
  handler: async (options, output) => {
    const { results, wait: waitSeconds } = options;
    const executor = askedExecutor(options);
    const checks: Check[] = [];
    for await (const check of checkPlace({ results, waitSeconds, executor })) {
      checks.push(check);
      if (!options.json) output.line(text(check));
    }
    const isLacking = checks.some(({ state }) => state === "lacks");
    return { exitCode: isLacking ? ExitCode.lacking : ExitCode.done, data: { checks } };
  },
};
export default command;

const SIGNS = { ok: "ok     ", lacks: "LACKS  ", note: "note   " } as const;

/** One line a check, and one for what mends it. */
const text = ({ name, state, text: what, fix }: Check): string =>
  `${SIGNS[state]} ${name.padEnd(16)} ${what}${fix === undefined ? "" : `\n${" ".repeat(25)}fix: ${fix}`}`;
