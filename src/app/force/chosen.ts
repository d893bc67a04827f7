import { badInput } from "../../base/errors.js";
import { shortId } from "../../base/text/short-id.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { isIdPart, oneRun } from "../lookup/runs.js";

/**
 * The runs of a selection that are to be done again.
 * @param words ids, or their first digits.
 * @throws AmtlError (2) for a word that is none of a run of the selection, or of several.
 */
export function forcedOf(
  words: readonly string[],
  runs: readonly PlannedRun[],
): readonly PlannedRun[] {
  const ids = runs.map(({ trainId }) => trainId);
  const chosen = new Set(
    words.map((word) => {
      if (isIdPart(word) && ids.some((id) => id.startsWith(word))) return oneRun(word, ids, "logs");
      throw badInput(`No run of the selection is "${word}"`, {
        where: "--force",
        expected:
          runs.length === 0
            ? "an id of a run; the selection has none"
            : `the first digits of a run's id, such as ${shortId(ids[0])} (${runs[0].label})`,
        got: word,
        fix: "amtl-run plan with the same words lists the runs",
      });
    }),
  );
  return runs.filter(({ trainId }) => chosen.has(trainId));
}
