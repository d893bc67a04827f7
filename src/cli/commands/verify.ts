import { verify, type VerifyReport } from "../../app/verify/verify.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { json, results } from "../options.js";

/** `amtl-run verify [RUN|PLAN|all]`: reads every byte of runs' files, and says what is damaged. */
export default command({
  builder: (yargs) =>
    yargs.options({ json, results }).positional("targets", {
      type: "string",
      array: true,
      describe: "runs or plans, or all (the default)",
    }),
  handler: async ({ targets, results }) => {
    const report = await verify({ targets, results });
    return {
      exitCode: report.damaged.length === 0 ? ExitCode.done : ExitCode.failed,
      data: report,
      text: () => textOf(report),
    };
  },
});

function textOf({ root, folders, files, bytes, damaged }: VerifyReport): string {
  const read = `${files} files of ${folders} folders read, ${(bytes / 1e6).toFixed(1)} MB`;
  if (damaged.length === 0) return `${read}: nothing is damaged in ${root}\n`;
  const lines = damaged.map(({ path, why }) => `damaged: ${path}: ${why}`);
  const end = `${read}: ${damaged.length} damaged; run the same table again to mend`;
  return [...lines, end, ""].join("\n");
}
