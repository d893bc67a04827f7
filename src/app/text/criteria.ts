import type { Interval } from "../../report/statistics/estimate.js";
import type { CriteriaPanel } from "../../report/verdicts/panel.js";
import { fittedTable } from "./fitted-table.js";

const yes = (holds: boolean): string => (holds ? "yes" : "no");
const between = ([low, high]: Interval): string => `${low.toFixed(2)} to ${high.toFixed(2)}`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What other criteria say of a cell. Each is for the cell alone. */
export const criteriaText = ({
  equivalent,
  different,
  prediction,
  single,
  rope,
  cv,
  negligible,
  bestOf,
}: CriteriaPanel): string =>
  fittedTable(
    ["criterion", "reproduced", "what it says"],
    [
      ["equivalent (two one-sided tests)", yes(equivalent), ""],
      ["not different", yes(!different), ""],
      ["in the 95 % interval of such a mean", yes(prediction.holds), between(prediction.interval)],
      ["in the 95 % interval of one run", yes(single.holds), between(single.interval)],
      [
        "practically equal (posterior)",
        yes(rope.equal >= 0.95),
        `worse ${percent(rope.worse)}, equal ${percent(rope.equal)}, better ${percent(rope.better)}`,
      ],
      ["off by less than its seeds could find", yes(negligible), "small telescopes"],
      ["coefficient of variation, CV*", "", `${cv.toFixed(2)} %`],
      [
        "best of k of our seeds reaches it",
        "",
        bestOf === null ? "not the best of 100" : `k = ${bestOf}`,
      ],
    ],
    [0, 1, 2],
  );
