import { selfcheck, type FileReport } from "../../app/selfcheck.js";
import { plural } from "../../base/text/plural.js";
import { command } from "../command.js";
import { engine, json } from "../options.js";
import { fittedTable } from "../../app/text/fitted-table.js";

/** `amtl-run selfcheck`: whether this machine's engine computes the reference numbers. */
export default command({
  builder: (yargs) =>
    yargs.options({ json, engine }).positional("paths", {
      type: "string",
      array: true,
      describe: "golden files or folders, see docs/golden-format.md (default: those included)",
    }),
  handler: async ({ paths, engine }, output) => {
    const { files, exitCode } = await selfcheck(
      { paths, engine },
      {
        onEngine: ({ id, library, why }) => {
          output.note(`engine ${id}: ${library} (${why})`);
        },
        onFile: ({ file, verdict }) => {
          if (process.stderr.isTTY) output.note(`${file}: ${verdict}`);
        },
      },
    );
    return { exitCode, data: { files: files.map(forPrograms) }, text: () => textOf(files) };
  },
});

/** Exactly the keys that docs/golden-format.md promises. */
function forPrograms(report: FileReport): Omit<FileReport, "why"> {
  const { file, kind, name, cases, skipped, maxDeviation, verdict } = report;
  return { file, kind, name, cases, skipped, maxDeviation, verdict };
}

/** Largest deviation in tolerances: 1 is the limit. */
function deviation({ maxDeviation, verdict }: FileReport): string {
  if (maxDeviation === null) return verdict === "deviates" ? "beyond measure" : "";
  return maxDeviation === 0 ? "0" : maxDeviation.toPrecision(2);
}

const casesOf = ({ cases: all, skipped }: FileReport): string =>
  skipped === 0 ? String(all) : `${all} (${skipped} skipped)`;

/** The question that the command is asked: whether this machine computes the reference numbers. */
function answerLine(reports: readonly FileReport[]): string {
  const isOf = (...verdicts: readonly FileReport["verdict"][]): number =>
    reports.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const wrong = isOf("deviates", "unreadable");
  const checked = isOf("ok", "deviates");
  const rest = reports.length - checked - isOf("unreadable");
  const others = rest === 0 ? "" : `; ${plural(rest, "file")} could not be checked`;
  if (wrong > 0) return `This machine does not compute the reference numbers: see below${others}.`;
  if (checked === 0) return "Nothing was checked.";
  return `This machine computes the reference numbers: ${checked} of ${checked} checked files are within tolerance${others}.`;
}

/** The answer, the table, then one line for each file that is not ok, then the sum. */
function textOf(reports: readonly FileReport[]): string {
  if (reports.length === 0) return "No golden files found\n";
  const table = fittedTable(
    ["file", "kind", "cases", "deviation / tolerance", "verdict"],
    reports.map((report) => [
      report.file,
      report.kind ?? "",
      casesOf(report),
      deviation(report),
      report.verdict,
    ]),
    [0, 1, 4],
  );
  const reasons = reports
    .filter(({ verdict, why }) => verdict !== "ok" && why !== null)
    .map(({ file, verdict, why }) => `${file} ${verdict}: ${why!}`);
  const verdicts = new Map<string, number>();
  for (const { verdict } of reports) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  const sum = [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(", ");
  const files = reports.length === 1 ? "1 file" : `${reports.length} files`;
  return `${[answerLine(reports), table, ...reasons, `${files}: ${sum}`].join("\n")}\n`;
}
