import { checkPlace, type CheckRequest } from "../../app/doctor/doctor.js";
import { ExitCode } from "../../base/errors.js";
import type { Check } from "../../contract/check.js";
import { EXECUTORS } from "../../executors/registry.js";
import { resultsRoot } from "../../store/paths.js";
import type { CommandModule } from "../command.js";
import { resultsOption, type ResultsOption } from "../common-options.js";
import { jsonOption, type JsonOption } from "../json-option.js";

/** Those of executors come beside them. */
interface Options extends JsonOption, ResultsOption {
  readonly wait: number;
}

/** `amtl-run doctor`: whether runs would work here, or on a cluster, one line a check. */
const command: CommandModule<Options> = {
  builder: (yargs) => {
    const shared = resultsOption(jsonOption(yargs)).option("wait", {
      type: "number",
      default: 300,
      requiresArg: true,
      describe: `seconds for a first job to start, with ${optionNames()}`,
    });
    for (const { doctor } of EXECUTORS) {
      if (doctor === undefined) continue;
      const { name, describe } = doctor.option;
      shared.option(name, { type: "string", array: true, describe });
    }
    return shared;
  },
  handler: async (options, output) => {
    const root = resultsRoot(options.results);
    const executor = askedExecutor(options);
    const checks: Check[] = [];
    for await (const check of checkPlace({
      root,
      waitSeconds: options.wait,
      ...(executor !== undefined && { executor }),
    })) {
      checks.push(check);
      if (!options.json) output.line(text(check));
    }
    const isLacking = checks.some(({ state }) => state === "lacks");
    return { exitCode: isLacking ? ExitCode.lacking : ExitCode.done, data: { checks } };
  },
};
export default command;

const optionNames = (): string =>
  EXECUTORS.flatMap(({ doctor }) => (doctor ? [`--${doctor.option.name}`] : [])).join(", ");

/** The executor whose option was given. */
function askedExecutor(options: object): CheckRequest["executor"] {
  const given = new Map<string, unknown>(Object.entries(options));
  for (const { id, doctor } of EXECUTORS) {
    const values = doctor && given.get(doctor.option.name);
    if (Array.isArray(values)) return { id, values: values.map(String) };
  }
  return undefined;
}

const SIGNS = { ok: "ok     ", lacks: "LACKS  ", note: "note   " } as const;

/** One line a check, and one for what mends it. */
const text = ({ name, state, text: what, fix }: Check): string =>
  `${SIGNS[state]} ${name.padEnd(16)} ${what}${fix === undefined ? "" : `\n${" ".repeat(25)}fix: ${fix}`}`;
