import type { FileReport } from "../app/selfcheck.js";
import { textTable } from "../base/text-table.js";

/** Largest deviation in tolerances: 1 is the limit. */
function deviation({ maxDeviation, verdict }: FileReport): string {
  if (maxDeviation === null) return verdict === "deviates" ? "beyond measure" : "";
  return maxDeviation === 0 ? "0" : maxDeviation.toPrecision(2);
}

const cases = ({ cases: all, skipped }: FileReport): string =>
  skipped === 0 ? String(all) : `${all} (${skipped} skipped)`;

/** The table, then one line for each file that is not ok, then the sum. */
export function selfcheckText(reports: readonly FileReport[]): string {
  if (reports.length === 0) return "No golden file was found.\n";
  const table = textTable(
    ["file", "kind", "cases", "deviation / tolerance", "verdict"],
    reports.map((report) => [
      report.file,
      report.kind ?? "",
      cases(report),
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
  return `${[table, ...reasons, `${reports.length} ${reports.length === 1 ? "file" : "files"}: ${sum}`].join("\n")}\n`;
}

/** Exactly the keys that docs/golden-format.md promises. */
export function selfcheckJson(reports: readonly FileReport[]): string {
  const files = reports.map(({ file, kind, name, cases: all, skipped, maxDeviation, verdict }) => ({
    file,
    kind,
    name,
    cases: all,
    skipped,
    maxDeviation,
    verdict,
  }));
  return `${JSON.stringify({ files }, null, 2)}\n`;
}
