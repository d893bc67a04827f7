import type { Document } from "../../contract/corpus/document.js";
import type { Metrics } from "../../contract/result.js";
import { datasetsOfJob } from "../../corpus/own/of-job.js";
import { labelOf } from "../../experiment/plan/run-label.js";
import { relationNamesOf } from "../../methods/datasets/registry.js";
import { nameTriples } from "../../scoring/name-triples.js";
import { scoreFacts, type Counts } from "../../scoring/metrics.js";
import { resultsRoot } from "../../store/paths.js";
import { trainedRun } from "../lookup/trained-run.js";
import { cutsOf, type Cut } from "./cuts.js";
import { givenDocuments } from "./documents.js";
import { predictedDocument, type PredictedDocument } from "./relations.js";

export type { PredictedDocument, PredictedRelation } from "./relations.js";
export type { Cut } from "./cuts.js";

export interface PredictRequest {
  /** A file, `-` for standard input, or a split by its short name: DocRED JSON, or plain text with marked mentions. */
  readonly documents: string;
  /** Id of a run, its first digits, or its label. */
  readonly run: string;
  /** The best relations of each document. Default: all. */
  readonly top?: number | undefined;
  /** Relations with at least this margin; below 0 also those that are not predicted. Default: what is predicted. */
  readonly minMargin?: number | undefined;
  /** Id of an engine. Default: the one that trained the run, else the best that works. */
  readonly engine?: string | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** What a run's model says of documents. */
export interface Predictions {
  readonly trainId: string;
  readonly label: string;
  readonly engine: string;
  readonly documents: readonly PredictedDocument[];
  /** What is predicted and shown against the labelled documents; null where no document is labelled. */
  readonly scores: {
    readonly counts: Omit<Counts, "ignored">;
    readonly metrics: PlainMetrics;
  } | null;
  /** Documents that are longer than the model reads. */
  readonly cuts: readonly Cut[];
}

type PlainMetrics = Omit<Metrics, "ignF1">;

/**
 * Predicts relations of documents with the model of a run. Loads TensorFlow into this process.
 *
 * @throws AmtlError (2) for documents that cannot be read, and for a run that is not trained or is damaged; (4) for a run
 *   that kept no weights, and where data, encoder or engine are not here.
 */
export async function predict(request: PredictRequest): Promise<Predictions> {
  const root = resultsRoot(request.results);
  const trainId = await trainedRun(root, request.run, "predict FILE --run");
  const { openableRun, openRun } = await import("../../trained/open.js");
  const { closedDecoder } = await import("../../trained/decoder.js");
  const run = await openableRun(root, trainId);
  const decoder = await closedDecoder(root, run);
  const datasets = await datasetsOfJob(run.job);
  const { documents, name } = await givenDocuments(request.documents, run.spec.profile, datasets);
  const trained = await openRun(run, request.engine);
  const { relationsOf } = await import("../../trained/relations.js");
  const split = trained.inputs.read(name, documents);
  const { minMargin = null, top = Infinity } = request;
  const found = await relationsOf(trained, split, decoder, minMargin);
  const names = relationNamesOf(run.spec.trainSet, datasets);
  const predicted = documents.map((document, index) =>
    predictedDocument(document, found[index], { names, top, least: minMargin ?? -Infinity }),
  );
  trained.model.dispose();
  return {
    trainId,
    label: labelOf(run.spec),
    engine: trained.engine,
    documents: predicted,
    scores: scoresOf(documents, predicted, split.gold),
    cuts: cutsOf(split.features, run.spec.schedule.maxLength),
  };
}

/** Of labelled documents alone. */
function scoresOf(
  documents: readonly Document[],
  predicted: readonly PredictedDocument[],
  gold: Parameters<typeof scoreFacts>[1],
): Predictions["scores"] {
  const labelled = documents.flatMap(({ facts }, index) => (facts === null ? [] : [index]));
  if (labelled.length === 0) return null;
  const facts = labelled.flatMap((index) =>
    predicted[index].relations
      .filter((relation) => relation.predicted)
      .map(({ h_idx, t_idx, r }) => ({ title: documents[index].title, h_idx, t_idx, r })),
  );
  const { counts, metrics } = scoreFacts(
    facts,
    labelled.map((index) => gold[index]),
    nameTriples([]),
  );
  const { gold: all, submitted, correct } = counts;
  const { f1, precision, recall } = metrics;
  return { counts: { gold: all, submitted, correct }, metrics: { f1, precision, recall } };
}
