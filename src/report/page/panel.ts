import type { ReportCell } from "../cell.js";
import type { Interval } from "../statistics/estimate.js";
import { escaped } from "./markup.js";

const range = ([low, high]: Interval): string => `${low.toFixed(2)} to ${high.toFixed(2)}`;
const share = (value: number): string => `${(100 * value).toFixed(0)} %`;
const yes = (holds: boolean): string => (holds ? "yes" : "no");

/** What each criterion says of a cell, so that one sees how far the verdict hangs on it; empty where none was tested. */
export function panelMarkup({ judgement }: ReportCell): string {
  if (judgement?.panel == null) return "";
  const { panel, deviation, margin, difference, tier } = judgement;
  const rows: [string, string][] = [
    [`equivalent within ±${margin}`, yes(panel.equivalent)],
    [`different beyond ±${margin}`, yes(panel.different)],
    [
      "paper in our prediction interval (mean of 5)",
      `${yes(panel.prediction.holds)}, ${range(panel.prediction.interval)}`,
    ],
    ["the same (a single run)", `${yes(panel.single.holds)}, ${range(panel.single.interval)}`],
    [
      "worse / practically equal / better",
      [panel.rope.worse, panel.rope.equal, panel.rope.better].map(share).join(" / "),
    ],
    ["CV*", `${panel.cv.toFixed(2)} %`],
    ["too small for the paper's seeds to see", yes(panel.negligible)],
    [
      "best of k of ours reaches the printed one: k",
      panel.bestOf === null ? "over 100" : String(panel.bestOf),
    ],
    ...(tier === null ? [] : [["rank tier in its column", String(tier)] as [string, string]]),
  ];
  const spread =
    deviation === null
      ? ""
      : `s = ${deviation.sd.toFixed(2)}, ${deviation.rows > 1 ? `pooled over ${deviation.rows} rows, ` : ""}${deviation.df.toFixed(0)} degrees of freedom`;
  const difference95 =
    difference === null ? "" : `; difference ${range(difference.interval)} (95 %)`;
  return `<p>${escaped(`Criteria, each for this cell alone. ${spread}${difference95}`)}</p><ul>${rows
    .map(([name, value]) => `<li>${escaped(name)}: ${escaped(value)}`)
    .join("")}</ul>`;
}
