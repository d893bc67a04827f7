import { badInput } from "../../base/errors.js";
import type { GoldDocument } from "../../contract/corpus/fact.js";
import type { Metrics } from "../../contract/result.js";
import { toGold } from "../../corpus/read/gold.js";
import { parsePredictions } from "../../corpus/read/predictions.js";
import { readDocuments, readText } from "../../corpus/read/reader.js";
import { readTrainingFacts } from "../../corpus/read/training-facts.js";
import { judge } from "../../scoring/judge.js";
import { summarise, type Counts, type Scores } from "../../scoring/metrics.js";
import { bandsOf, type BandScores } from "./bands.js";

export { metricsOf } from "../../scoring/metrics.js";

export interface EvaluateRequest {
  /** File of predictions: a JSON array, or one JSON object a line, of `{title, h_idx, t_idx, r}`. */
  readonly predictions: string;
  /** File of documents in DocRED's JSON with the true facts. */
  readonly gold: string;
  /** File of training documents, or of name triples `[head, tail, relation]`: the facts that Ign-F1 ignores. */
  readonly train: string;
  /** Whether to score by frequency band of the relations, too. Default: false. */
  readonly bands?: boolean | undefined;
}

export interface Evaluation {
  /** Gold documents. */
  readonly documents: number;
  /** Predictions in the file, repeats included. */
  readonly predictions: number;
  /** Predictions whose title no gold document has; they count as wrong. */
  readonly unknownTitles: number;
  /** Distinct facts. */
  readonly counts: Counts;
  /** In percent, unrounded. */
  readonly metrics: Metrics;
  /** Relations that occur in gold or submitted facts, in code unit order. */
  readonly perRelation: Scores["perRelation"];
  /** null unless asked for. */
  readonly bands: BandScores | null;
}

/**
 * Scores a file of predictions as the official DocRED scorer does: precision, recall, F1 and Ign-F1.
 * Paths are relative to the working directory.
 *
 * @throws AmtlError (2) when a file is missing, torn or of another form, when the gold documents have no labels, and
 *   for `bands` where the relations are not DocRED's and `train` holds name triples, which do not say how frequent
 *   a relation is.
 */
export async function evaluate(request: EvaluateRequest): Promise<Evaluation> {
  const gold = await readGold(request.gold);
  const training = await readTrainingFacts(request.train);
  const text = await readText(request.predictions);
  const predictions = parsePredictions(text, request.predictions);
  const judgement = judge(predictions, gold, training.triples);
  const titles = new Set(gold.map(({ title }) => title));
  return {
    documents: gold.length,
    predictions: predictions.length,
    unknownTitles: predictions.filter(({ title }) => !titles.has(title)).length,
    ...summarise(judgement),
    bands: request.bands === true ? bandsOf(judgement, training, request.train) : null,
  };
}

/** An evaluation as `eval --json` says it: unrounded. @param isEach each relation, too. */
export const evaluationData = (
  { documents, counts, metrics, bands, perRelation }: Evaluation,
  isEach: boolean,
): object => ({
  documents,
  counts,
  metrics,
  ...(bands === null ? {} : { ranking: bands.ranking, bands: bands.scores }),
  ...(isEach ? { perRelation } : {}),
});

async function readGold(file: string): Promise<GoldDocument[]> {
  const documents = await readDocuments(file);
  if (documents.every(({ facts }) => facts === null)) {
    throw badInput("Gold file has no labels", {
      where: file,
      expected: "documents with a field labels",
      got: `${documents.length} documents, none of them labelled (a blind test file?)`,
    });
  }
  return documents.map(toGold);
}
