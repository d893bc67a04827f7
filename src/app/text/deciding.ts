import { plural } from "../../base/text/plural.js";
import type { Deciding, FurtherRuns } from "../../report/verdicts/deciding.js";
import { hoursText } from "../../base/text/hours.js";

/** "11 more runs (6 h) decide 9 cells; 4 are undecidable": lines for people. */
export function decidingLines({ sure, likely, undecidable }: Deciding): readonly string[] {
  const lines = [
    ...(sure.cells === 0 ? [] : [`${runsText(sure)} decide ${plural(sure.cells, "cell")}`]),
    ...(likely.cells === 0
      ? []
      : [
          `${runsText(likely)}, to 20 seeds each, may decide ${plural(likely.cells, "open cell")}: ${likely.decided.toFixed(1)} to be expected`,
        ]),
    ...(undecidable === 0
      ? []
      : [undecidable === 1 ? "1 is undecidable" : `${undecidable} are undecidable`]),
  ];
  return lines.length === 0 ? [] : [`${lines.join("; ")}.`];
}

const runsText = ({ runs, hours }: FurtherRuns): string =>
  `${plural(runs, "more run")}${hours === null ? "" : ` (${hoursText(hours)})`}`;
