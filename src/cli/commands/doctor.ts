import { checkPlace } from "../../app/doctor/doctor.js";
import { ExitCode } from "../../base/errors.js";
import type { Check } from "../../contract/check.js";
import { command } from "../command.js";
import { json, results } from "../options.js";
import { askedExecutor, checkOptions } from "../execution-options.js";
import { foldText } from "../../app/text/width.js";

/** `amtl-run doctor`: whether runs would work here, or on a cluster, one line a check. */
export default command({
  builder: (yargs) =>
    yargs.options({ json, results, ...checkOptions }).option("wait", {
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
      if (!options.json) output.line(foldText(text(check)));
    }
    const isLacking = checks.some(({ state }) => state === "lacks");
    return { exitCode: isLacking ? ExitCode.lacking : ExitCode.done, data: { checks } };
  },
});

const SIGNS = { ok: "ok     ", lacks: "LACKS  ", note: "note   " } as const;

/** One line a check, and one for what mends it. */
const text = ({ name, state, text: what, fix }: Check): string =>
  `${SIGNS[state]} ${name.padEnd(16)} ${what}${fix === undefined ? "" : `\n${" ".repeat(25)}fix: ${fix}`}`;
