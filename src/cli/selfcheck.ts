import { selfcheck } from "../app/selfcheck.js";
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
  handler: async ({ paths, engine, json }) => {
    const { files, exitCode } = await selfcheck(
      { paths, engine },
      {
        onEngine: ({ id, library, why }) => {
          process.stderr.write(`engine ${id}: ${library} (${why})\n`);
        },
        onFile: ({ file, verdict }) => {
          if (process.stderr.isTTY) process.stderr.write(`${file}: ${verdict}\n`);
        },
      },
    );
    process.stdout.write(json ? selfcheckJson(files) : selfcheckText(files));
    return exitCode;
  },
};
export default command;
