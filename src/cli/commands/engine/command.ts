import { ExitCode } from "../../../base/errors.js";
import { describeEngine, installEngine, type InstallRequest } from "../../../app/engines.js";
import { untilSignal } from "../../interrupt.js";
import { command, type Answer, type Output } from "../../command.js";
import { engine, json } from "../../options.js";
import { engineText, installProgress } from "../../../app/text/engine.js";

export default command({
  actions: ["show", "install"],
  builder: (yargs) =>
    yargs
      .options({ json, engine })
      .positional("action", {
        type: "string",
        default: "show",
        describe: "show which engine runs here, or install the native one",
      })
      .options({
        cuda: {
          type: "boolean",
          default: false,
          describe: "with install: install the library for NVIDIA GPUs (not yet tested on one)",
        },
        verify: {
          type: "boolean",
          default: false,
          describe: "with install: check every byte of what is there, and repair it",
        },
      }),
  handler: async ({ action, engine, cuda, verify }, output) =>
    action === "install" ? await install({ gpu: cuda, verify }, output) : await show(engine),
});

async function show(engine: string | undefined): Promise<Answer> {
  const report = await describeEngine(engine);
  const isDamaged = report.library?.sha256 === "damaged";
  return {
    exitCode: isDamaged ? ExitCode.lacking : ExitCode.done,
    data: report,
    text: () => engineText(report),
  };
}

async function install(request: InstallRequest, output: Output): Promise<Answer> {
  if (request.gpu) output.note("The CUDA engine is unproven: it has not run on a GPU yet.");
  const progress = installProgress((text) => process.stderr.write(text), process.stderr.isTTY);
  const done = await untilSignal((signal) => installEngine(request, signal, progress));
  if (done === null) {
    output.note("\nInterrupted: nothing half-finished is left; the same command begins again.");
    return { exitCode: ExitCode.interrupted };
  }
  return {
    exitCode: ExitCode.done,
    data: done,
    notes: request.verify ? [`\nEvery file is as published: ${done.folder}`] : [],
  };
}
