import { metricsOf, type Scores } from "../../scoring/metrics.js";
import type { Evaluation } from "./evaluate.js";

/** An evaluation as `eval --json` says it: unrounded. @param isEach each relation, too. */
export const evaluationData = (evaluation: Evaluation, isEach: boolean): object => {
  const { documents, counts, metrics, findings, distant, evidence } = evaluation;
  const { bands, sentences, perRelation } = evaluation;
  return {
    documents,
    counts,
    metrics,
    ...(distant !== null && { distant }),
    ...(evidence !== null && { evidence }),
    ...(bands !== null && { ranking: bands.ranking, bands: bands.scores }),
    ...(sentences !== null && { sentences }),
    ...(isEach && { perRelation: withMetrics(perRelation) }),
    ...(findings.length > 0 && { findings }),
  };
};

const withMetrics = (perRelation: Scores["perRelation"]): object =>
  Object.fromEntries(
    Object.entries(perRelation).map(([relation, counts]) => {
      const { precision, recall, f1 } = metricsOf({ ...counts, ignored: 0 });
      return [relation, { ...counts, precision, recall, f1 }];
    }),
  );
