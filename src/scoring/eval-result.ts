import type { EvalResult } from "../contract/spec.js";
import { scoreBands } from "./bands.js";
import { judge, summarise } from "./evaluate.js";
import type { NameTriples } from "./names.js";
import type { FactTriple, GoldDocument } from "../contract/fact.js";

/** What identifies an evaluation's result. */
export type EvalIdentity = Pick<EvalResult, "trainId" | "evalId" | "evalSet">;

/**
 * result.json of an evaluation, whoever predicted.
 *
 * @param scores what is known beside the predictions: how many pairs were looked at, and the mean threshold.
 * @param ranking relations by descending training frequency.
 * @param training the facts that Ign-F1 leaves out.
 */
export function evalResultOf(
  identity: EvalIdentity,
  predictions: readonly FactTriple[],
  { pairs, thresholdMean }: { readonly pairs: number; readonly thresholdMean: number },
  gold: readonly GoldDocument[],
  ranking: readonly string[],
  training: NameTriples,
): EvalResult {
  const judgement = judge(predictions, gold, training);
  const { counts, metrics, perRelation } = summarise(judgement);
  const bands = Object.entries(scoreBands(judgement, ranking));
  return {
    schema: 1,
    ...identity,
    counts: { documents: gold.length, pairs, ...counts },
    metrics,
    bands: Object.fromEntries(bands.map(([name, band]) => [name, band.metrics])),
    perRelation,
    thresholdMean,
  };
}
