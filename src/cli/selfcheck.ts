import { relative } from "node:path";
import { goldenFolder } from "../check/find.js";
import { checkPaths, exitCodeOf } from "../check/index.js";
import type { FileReport } from "../check/types.js";
import { startEngine } from "../engine/start.js";
import type { CommandModule } from "./command.js";
import { selfcheckJson, selfcheckText } from "./selfcheck-output.js";

interface Options {
  readonly paths: readonly string[] | undefined;
  readonly engine: string | undefined;
  readonly json: boolean;
}

const command: CommandModule<Options> = {
  builder: (yargs) =>
    yargs
      .positional("paths", {
        type: "string",
        array: true,
        describe: "golden files or folders (docs/golden-format.md); the program's own unless given",
      })
      .option("engine", { type: "string", describe: "native, cuda or wasm" })
      .option("json", { type: "boolean", default: false, describe: "JSON" }),
  handler: async ({ paths, engine: wanted, json }) => {
    const given = paths === undefined || paths.length === 0 ? [goldenFolder()] : paths;
    const { tf, id, library, why } = await startEngine(wanted);
    process.stderr.write(`engine ${id}: ${library} (${why})\n`);
    const reports: FileReport[] = [];
    for await (const report of checkPaths(given, { tf, engine: id })) {
      const file = report.file.startsWith(goldenFolder())
        ? relative(process.cwd(), report.file)
        : report.file;
      reports.push({ ...report, file });
      if (process.stderr.isTTY) process.stderr.write(`${file}: ${report.verdict}\n`);
    }
    process.stdout.write(json ? selfcheckJson(reports) : selfcheckText(reports));
    return exitCodeOf(reports);
  },
};
export default command;
