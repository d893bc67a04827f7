import type { EvalResult, Metrics } from "../../contract/result.js";
import { shortId } from "../../base/text/short-id.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import type { RunEval } from "../../report/document/document.js";
import { BANDS } from "../../scoring/bands.js";
import { decoderOf } from "../../scoring/decoders/index.js";

/**
 * What a report says of a run's evaluations.
 *
 * @param found their results, in the order of `planned`; null where there is none.
 * @param isProgram whether a user's program trained it: it has no threshold.
 */
export const evalsOf = (
  planned: PlannedRun["evals"],
  found: readonly (EvalResult | null)[],
  isProgram: boolean,
): readonly RunEval[] =>
  found.flatMap((each, at): readonly RunEval[] => {
    if (each === null) return [];
    const { evalSet, decoder } = planned[at].spec;
    const ofSet = planned.filter(({ spec }) => spec.evalSet === evalSet);
    return [
      {
        set: evalSet,
        id: shortId(each.evalId),
        ...metricsOf(each.metrics),
        ...(ofSet.length > 1 && { decoder: decoderOf(decoder).text }),
        ...bandsOf(each),
        ...(!isProgram && { threshold: hundredths(each.thresholdMean) }),
      },
    ];
  });

function bandsOf({ bands }: EvalResult): Pick<RunEval, "bands"> {
  const scored = BANDS.flatMap((band) => (Object.hasOwn(bands, band) ? [bands[band].f1] : []));
  return scored.length === BANDS.length ? { bands: scored.map(hundredths) } : {};
}

/** What is shown of a run beside its cells: a report of hundreds of runs stays small. */
export const hundredths = (value: number): number => Math.round(value * 100) / 100;

export const metricsOf = ({ f1, ignF1, precision, recall }: Metrics): Metrics => ({
  f1: hundredths(f1),
  ignF1: hundredths(ignF1),
  precision: hundredths(precision),
  recall: hundredths(recall),
});
