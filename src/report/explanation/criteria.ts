import type { Interval } from "../statistics/estimate.js";
import type { CriteriaPanel } from "../verdicts/panel.js";

/** What one criterion says of a cell. */
export interface CriterionRow {
  readonly criterion: string;
  /** Whether it says that the number was reproduced; null: it does not answer that. */
  readonly reproduced: boolean | null;
  /** What it says beside; empty: nothing. */
  readonly says: string;
}

export const CRITERIA_HEAD = ["criterion", "reproduced", "what it says"] as const;

const between = ([low, high]: Interval): string => `${low.toFixed(2)} to ${high.toFixed(2)}`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What other criteria say of a cell, so that one sees how far its verdict hangs on the criterion. Each is for the cell alone. */
export const criteriaRows = ({
  equivalent,
  different,
  prediction,
  single,
  rope,
  cv,
  negligible,
  bestOf,
}: CriteriaPanel): readonly CriterionRow[] => [
  row("equivalent (two one-sided tests)", equivalent),
  row("not different", !different),
  row("in the 95 % interval of such a mean", prediction.holds, between(prediction.interval)),
  row("in the 95 % interval of one run", single.holds, between(single.interval)),
  row(
    "practically equal (posterior)",
    rope.equal >= 0.95,
    `worse ${percent(rope.worse)}, equal ${percent(rope.equal)}, better ${percent(rope.better)}`,
  ),
  row("off by less than its seeds could find", negligible, "small telescopes"),
  row("coefficient of variation, CV*", null, `${cv.toFixed(2)} %`),
  row(
    "best of k of our seeds reaches it",
    null,
    bestOf === null ? "not the best of 100" : `k = ${bestOf}`,
  ),
];

const row = (criterion: string, reproduced: boolean | null, says = ""): CriterionRow => ({
  criterion,
  reproduced,
  says,
});

/** "yes", "no", or nothing where a criterion does not answer that. */
export const reproducedText = ({ reproduced }: CriterionRow): string =>
  reproduced === null ? "" : reproduced ? "yes" : "no";
