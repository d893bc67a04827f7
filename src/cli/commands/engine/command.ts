import { ExitCode } from "../../../base/errors.js";
import { describeEngine, installEngine } from "../../../app/engines.js";
import { untilSignal } from "../../interrupt.js";
import type { Answer, CommandModule, Output } from "../../command.js";
import { engineOption, type EngineOption } from "../../common-options.js";
import { jsonOption, type JsonOption } from "../../json-option.js";
import { engineText, installProgress } from "./text.js";
import { unknownAction } from "../../unknown-action.js";

const ACTIONS = ["show", "install"];

interface Options extends JsonOption, EngineOption {
  readonly action: string;
  readonly cuda: boolean;
  readonly verify: boolean;
}

const command: CommandModule<Options> = {
  actions: ACTIONS,
  builder: (yargs) =>
    engineOption(jsonOption(yargs))
      .positional("action", {
        type: "string",
        default: "show",
        describe: "show which engine runs here, or install the native one",
      })
      .options({
        cuda: {
          type: "boolean",
          default: false,
          describe: "with install: install the library for NVIDIA GPUs (not yet proven on one)",
        },
        verify: {
          type: "boolean",
          default: false,
          describe: "with install: check every byte of what is there, and repair it",
        },
      }),
  handler: async (options, output) => {
    switch (options.action) {
      case "show":
        return show(options.engine);
      case "install":
        return install(options, output);
      default:
        throw unknownAction("engine", options.action, ACTIONS);
    }
  },
};
export default command;

async function show(engine: string | undefined): Promise<Answer> {
  const report = await describeEngine(engine);
  const isDamaged = report.library?.sha256 === "damaged";
  return {
    exitCode: isDamaged ? ExitCode.lacking : ExitCode.done,
    data: report,
    text: () => engineText(report),
  };
}

async function install({ cuda, verify }: Options, output: Output): Promise<Answer> {
  if (cuda) output.note("The CUDA engine is unproven: it has not run on a GPU yet.");
  const progress = installProgress((text) => process.stderr.write(text), process.stderr.isTTY);
  const done = await untilSignal((signal) =>
    installEngine({ gpu: cuda, verify }, signal, progress),
  );
  if (done === null) {
    output.note("\nInterrupted: nothing half-finished is left; the same command begins again.");
    return { exitCode: ExitCode.interrupted };
  }
  return {
    exitCode: ExitCode.done,
    data: done,
    notes: verify ? [`\nEvery file is as published: ${done.folder}`] : [],
  };
}
