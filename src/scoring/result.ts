import type { FactTriple, GoldDocument } from "../contract/corpus/fact.js";
import type { EvalResult } from "../contract/result.js";
import { scoreBands } from "./bands.js";
import { judge } from "./judge.js";
import type { KeptScores } from "./kept-scores.js";
import { countByDocument, summarise } from "./metrics.js";
import type { NameTriples } from "./name-triples.js";

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
    documents: countByDocument(judgement, gold.length),
    thresholdMean,
  };
}

/** Mean over all pairs and segments of the raw threshold logit; 0 of none. */
export const meanThreshold = ({ thresholds }: KeptScores): number =>
  thresholds.length === 0
    ? 0
    : thresholds.reduce((sum, value) => sum + value, 0) / thresholds.length;
