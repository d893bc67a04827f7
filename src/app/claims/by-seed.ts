import type { EvalResult } from "../../contract/result.js";
import type { SealedResult } from "../../store/read-result.js";
import type { PlannedCell } from "../../experiment/plan/plan.js";
import { FIELD_OF, valueOf } from "../../report/cell-value.js";
import type { ClaimOperand } from "../../report/claims/claim.js";
import type { DocumentNoise, Measured } from "../../report/claims/measured.js";
import {
  resampled,
  resampledScores,
  type ResampledCounts,
} from "../../report/statistics/document-resamples.js";

/** Scores of an evaluation over resamples of its documents, each computed once. */
export type DocumentScores = (result: EvalResult, metric: string) => Float64Array | null;

export function documentScores(): DocumentScores {
  const counts = new Map<string, ResampledCounts>();
  const scores = new Map<string, Float64Array>();
  return ({ evalId, evalSet, documents }, metric) => {
    const field = metric === "submitted" ? metric : FIELD_OF.get(metric);
    if (documents === undefined || field === undefined) return null;
    const key = `${evalId} ${metric}`;
    const sums = counts.get(evalId) ?? resampled(evalSet, documents);
    counts.set(evalId, sums);
    const found = scores.get(key) ?? resampledScores(sums, field);
    scores.set(key, found);
    return found;
  };
}

export type SealedEval = SealedResult<EvalResult>;

/** What the seeds of a cell give for an operand. */
export function measuredBySeed(
  operand: ClaimOperand,
  cell: PlannedCell,
  results: ReadonlyMap<string, SealedEval>,
  scores: DocumentScores,
): Measured {
  const { measure, band } = operand;
  const values = new Map<number, number>();
  const evaluations = new Map<number, SealedEval>();
  for (const { seed, evalId } of cell.results) {
    const found = results.get(evalId ?? "");
    if (found === undefined) continue;
    const { result } = found;
    const value = valueFor(result, cell, operand);
    if (value === null) {
      return { kind: "never", why: `gold pairs of some relations in ${result.evalSet}` };
    }
    values.set(seed, value);
    evaluations.set(seed, found);
  }
  if (values.size === 0) return { kind: "missing", why: cell.id.split("/")[0] };
  const isOfBand = cell.axes.band !== undefined || band !== undefined;
  const metric = measure ?? cell.axes.metric;
  return { kind: "seeds", values, documents: isOfBand ? null : noise(evaluations, metric, scores) };
}

function valueFor(
  result: EvalResult,
  { axes }: PlannedCell,
  { measure, band }: ClaimOperand,
): number | null {
  if (measure === "submitted") return result.counts.submitted;
  return valueOf(
    result,
    measure === undefined ? axes : { metric: measure, ...(band !== undefined && { band }) },
  );
}

/** null where documents were not counted one by one, as in results of earlier versions. */
function noise(
  evaluations: ReadonlyMap<number, SealedEval>,
  metric: string,
  scores: DocumentScores,
): DocumentNoise | null {
  const all = [...evaluations.values()];
  const counted = all.map(({ result: { documents } }) => documents?.gold.length ?? 0);
  const [documents] = counted;
  if (documents === 0 || counted.some((other) => other !== documents)) return null;
  if (metric !== "submitted" && !FIELD_OF.has(metric)) return null;
  return {
    documents,
    resamples: (seed) => {
      const evaluation = evaluations.get(seed);
      const found = evaluation === undefined ? null : scores(evaluation.result, metric);
      if (found === null) throw new Error(`Expected counts of documents for seed ${seed}`);
      return found;
    },
    content: (seed) => {
      const digest = evaluations.get(seed)?.digest ?? null;
      return digest === null ? null : `${digest} ${metric}`;
    },
  };
}
