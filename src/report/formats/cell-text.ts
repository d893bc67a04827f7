import type { ReportCell } from "../cell.js";
import { deltaText } from "../csv-row.js";
import { verdictMark } from "./verdict-text.js";
import type { Source } from "../paper/paper-table.js";

/** "73.31 ± 0.22", and how many seeds are still to come: "73.31 ± 0.22 (2/5)". */
export function oursText({ ours }: ReportCell): string {
  switch (ours.kind) {
    case "value": {
      const { mean, std, n } = ours.aggregate;
      const spread = std === null ? "" : ` ± ${std.toFixed(2)}`;
      const count = ours.waiting === 0 ? "" : ` (${n}/${n + ours.waiting})`;
      return `${mean.toFixed(2)}${spread}${count}`;
    }
    case "count":
      return String(ours.count);
    case "missing":
      return ours.state ?? "missing";
    case "no-file":
      return "no file";
    case "no-stand-in":
      return "no stand-in";
    case "no-data":
      return "no data";
    case "no-scores":
      return "needs scores";
    case "not-timed":
      return "not timed";
    case "no-experiment":
      return "not computed";
  }
}

/** The paper's number, its source where it is not the authors' own, ours minus it at the paper's scale, the verdict. */
export function paperText(cell: ReportCell): string {
  if (cell.paper === null) return "-";
  const mark = sourceMark(cell.paper.source);
  const difference = deltaText(cell);
  const sign = difference === "" || difference.startsWith("-") ? "" : "+";
  const verdict = verdictMark(cell);
  return [
    `${cell.paper.text}${mark}`,
    ...(difference === "" ? [] : [`(${sign}${difference})`]),
    ...(verdict === "" ? [] : [verdict]),
  ].join(" ");
}

/** What stands behind a printed number that the authors did not measure with a method of their own. */
export const sourceMark = (source: Source): string =>
  source === "quoted" ? "q" : source === "reproduced" ? "r" : "";

/** Ours, and the paper's in brackets where it prints one: for forms with one line a cell. */
export function bothTexts(cell: ReportCell | null): string {
  if (cell === null) return "";
  return cell.paper === null ? oursText(cell) : `${oursText(cell)} [${paperText(cell)}]`;
}
