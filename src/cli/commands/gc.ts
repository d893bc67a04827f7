import { collectGarbage, type Garbage, type GarbageReport } from "../../app/garbage.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { json, results } from "../options.js";

/** `amtl-run gc`: what a results folder holds that nothing needs, and with `--yes` its removal. */
export default command({
  builder: (yargs) =>
    yargs.options({
      json,
      results,
      yes: { type: "boolean", default: false, describe: "remove what is found" },
    }),
  handler: async ({ yes, results }) => {
    const report = await collectGarbage({ results, remove: yes });
    const { removed, garbage } = report;
    return { exitCode: ExitCode.done, data: { removed, garbage }, text: () => textOf(report) };
  },
});

const megabytes = (found: readonly Garbage[]): string =>
  `${(found.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6).toFixed(1)} MB`;

/** A line for each kind, then what to do. */
function textOf({ root, removed, garbage }: GarbageReport): string {
  if (garbage.length === 0) return `nothing to remove in ${root}\n`;
  const kinds = [...new Set(garbage.map(({ kind }) => kind))];
  const lines = kinds.map((kind) => {
    const found = garbage.filter((each) => each.kind === kind);
    return `${kind}: ${found.length}, ${megabytes(found)}`;
  });
  const end = removed
    ? `removed ${garbage.length}, ${megabytes(garbage)}`
    : `${garbage.length} would go, ${megabytes(garbage)}: amtl-run gc --yes removes them (--json lists them)`;
  return [...lines, end, ""].join("\n");
}
