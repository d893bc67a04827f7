import { ExitCode } from "../base/errors.js";
import { collectGarbage, type Garbage } from "../app/garbage.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";

interface Options extends JsonOption {
  readonly yes: boolean;
  readonly results: string | undefined;
}

/** `amtl-run gc`: what a results folder holds that nobody needs, and with `--yes` its removal. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .option("yes", { type: "boolean", default: false, describe: "remove it" })
      .option("results", {
        type: "string",
        requiresArg: true,
        describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
      }),
  handler: async ({ yes, json, results }) => {
    const { root, garbage } = await collectGarbage({ results, remove: yes });
    process.stdout.write(
      json ? `${JSON.stringify({ removed: yes, garbage }, null, 2)}\n` : text(root, garbage, yes),
    );
    return ExitCode.done;
  },
};
export default command;

const megabytes = (found: readonly Garbage[]): string =>
  `${(found.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6).toFixed(1)} MB`;

/** A line for each kind, then what to do. */
function text(root: string, garbage: readonly Garbage[], isRemoved: boolean): string {
  if (garbage.length === 0) return `nothing to remove in ${root}\n`;
  const kinds = [...new Set(garbage.map(({ kind }) => kind))];
  const lines = kinds.map((kind) => {
    const found = garbage.filter((each) => each.kind === kind);
    return `${kind}: ${found.length}, ${megabytes(found)}`;
  });
  const end = isRemoved
    ? `removed ${garbage.length}, ${megabytes(garbage)}`
    : `${garbage.length} would go, ${megabytes(garbage)}: amtl-run gc --yes removes them (--json lists them)`;
  return [...lines, end, ""].join("\n");
}
