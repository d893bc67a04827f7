import { badInput, ExitCode } from "../base/errors.js";
import { describeEngine, installEngine } from "../app/engines.js";
import { untilSignal } from "./until-signal.js";
import type { CommandModule } from "./command.js";
import { engineJson, engineText, installProgress } from "./engine-output.js";

interface Options {
  readonly action: string;
  readonly cuda: boolean;
  readonly verify: boolean;
  readonly engine: string | undefined;
  readonly json: boolean;
}

const command: CommandModule<Options> = {
  builder: (yargs) =>
    yargs
      .positional("action", {
        type: "string",
        default: "show",
        describe: "show which engine would run and why, or install the native one",
      })
      .option("cuda", {
        type: "boolean",
        default: false,
        describe: "with install: the library for NVIDIA GPUs (no GPU has run it yet)",
      })
      .option("verify", {
        type: "boolean",
        default: false,
        describe: "with install: read every byte of what is there, and mend it",
      })
      .option("engine", { type: "string", describe: "native, cuda or wasm" })
      .option("json", { type: "boolean", default: false, describe: "JSON" }),
  handler: async (options) => {
    switch (options.action) {
      case "show":
        return show(options);
      case "install":
        return install(options);
      default:
        throw badInput(`amtl-run engine does not know "${options.action}"`, {
          expected: "show, or install",
          got: options.action,
        });
    }
  },
};
export default command;

const onStderr = (text: string): void => {
  process.stderr.write(text);
};

async function show({ engine, json }: Options): Promise<ExitCode> {
  const report = await describeEngine(engine);
  process.stdout.write(json ? engineJson(report) : engineText(report));
  return report.library?.sha256 === "damaged" ? ExitCode.lacking : ExitCode.done;
}

async function install({ cuda, verify, json }: Options): Promise<ExitCode> {
  if (cuda) onStderr("The CUDA engine is unproven: it has not run on a GPU yet.\n");
  const done = await untilSignal((signal) =>
    installEngine(
      { build: cuda ? "cuda" : "cpu", verify },
      signal,
      installProgress(onStderr, process.stderr.isTTY),
    ),
  );
  if (done === null) {
    onStderr("\nInterrupted: nothing half-finished is left; the same command begins again.\n");
    return ExitCode.interrupted;
  }
  if (verify) onStderr(`\nEvery file is as published: ${done.folder}\n`);
  if (json) process.stdout.write(`${JSON.stringify(done)}\n`);
  return ExitCode.done;
}
