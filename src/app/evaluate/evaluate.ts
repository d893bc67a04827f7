import { badInput } from "../../base/errors.js";
import type { Metrics } from "../../contract/result.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { fileText, isStdin, readBytes } from "../../corpus/read/bytes.js";
import { toGold } from "../../corpus/read/gold.js";
import { parsePredictions, type Prediction } from "../../corpus/read/predictions.js";
import type { EvidenceScores } from "../../contract/result.js";
import { scoreEvidence } from "../../scoring/evidence.js";
import { judge } from "../../scoring/judge.js";
import { summarise, type Counts, type Scores } from "../../scoring/metrics.js";
import { nameTriples, nameTriplesOf } from "../../scoring/name-triples.js";
import { bandsOf, type BandScores } from "./bands.js";
import { elsewhereIn } from "./elsewhere.js";
import { findingsOf, type Finding } from "./findings.js";
import { inventoryOf } from "./inventory.js";
import { sentenceScores, type SentenceScores } from "./sentences.js";
import { goldData, trainingData, type GoldData, type TrainingData } from "./sources.js";

export { metricsOf } from "../../scoring/metrics.js";
export type { Finding, FindingKind } from "./findings.js";

/** Sides on which `gpt_labels` can count. */
export const LABEL_SIDES = ["gold", "train"] as const;
type LabelSide = (typeof LABEL_SIDES)[number];

/**
 * Where a file is meant: its path, `-` for standard input, a split by its short name, or a published file by its name in
 * the data folders. Files may be packed with gzip or zip, and hold a JSON array, JSON lines or Hugging Face's columns.
 */
export interface EvaluateRequest {
  /** Predictions `{title, h_idx, t_idx, r, evidence?}`. */
  readonly predictions: string;
  /** Documents with the true facts. */
  readonly gold: string;
  /** Training documents, or name triples `[head, tail, relation]`: the facts that Ign-F1 ignores. Absent: no Ign-F1. */
  readonly train?: string | undefined;
  /** The same of a distantly labelled training set: Ign-F1 against its facts. */
  readonly distant?: string | undefined;
  /** Whether to score by frequency band of the relations, too. Default: false. */
  readonly bands?: boolean | undefined;
  /** Whether to score facts within a sentence and across sentences, too. Default: false. */
  readonly sentences?: boolean | undefined;
  /** Where the `gpt_labels` of files count as labels. Default: nowhere, as in the official evaluation. */
  readonly gptLabels?: readonly LabelSide[] | undefined;
  /** The scale at which short names are looked up. Default: paper. */
  readonly profile?: ProfileId | undefined;
}

/** Numbers of distinct facts; ignored is null without training facts. */
export interface EvaluatedCounts extends Omit<Counts, "ignored"> {
  readonly ignored: number | null;
}

/** In percent, unrounded; ignF1 is null without training facts. */
export interface EvaluatedMetrics extends Omit<Metrics, "ignF1"> {
  readonly ignF1: number | null;
}

export interface Evaluation {
  /** Gold documents. */
  readonly documents: number;
  /** Predictions in the file, repeats included. */
  readonly predictions: number;
  readonly counts: EvaluatedCounts;
  readonly metrics: EvaluatedMetrics;
  /** What cannot be right in the predictions; it counts as wrong. */
  readonly findings: readonly Finding[];
  /** Relations that occur in gold or submitted facts, in code unit order. */
  readonly perRelation: Scores["perRelation"];
  /** Ign-F1 against distantly labelled facts; null unless asked for. */
  readonly distant: { readonly ignored: number; readonly ignF1: number } | null;
  /** null unless both gold facts and predictions have evidence. */
  readonly evidence: EvidenceScores | null;
  /** null unless asked for. */
  readonly bands: BandScores | null;
  /** null unless asked for. */
  readonly sentences: SentenceScores | null;
  /** What was read, for messages. */
  readonly sources: {
    readonly predictions: string;
    readonly gold: Pick<GoldData, "name" | "added" | "unlabelled">;
    readonly train: Pick<TrainingData, "name" | "added"> | null;
    /** Gold documents that are among the training documents. */
    readonly shared: number;
  };
}

/**
 * Scores a file of predictions as the official DocRED scorer does: precision, recall, F1 and Ign-F1.
 * Paths are relative to the working directory.
 *
 * @throws AmtlError (2) when a file cannot be read or is of another form, when there are no gold facts, when the training
 *   file has no facts or those of other relations, and for `bands` where the relations are not DocRED's and there are no
 *   training documents; (4) for a published file that is not here.
 */
export async function evaluate(request: EvaluateRequest): Promise<Evaluation> {
  const { profile = "paper", gptLabels = [] } = request;
  refuseTwoStreams(request);
  const gold = await goldData(request.gold, profile, gptLabels.includes("gold"));
  const truth = gold.documents.map(toGold);
  // Only triples of gold facts can be ignored.
  const only = nameTriplesOf(truth);
  const training = async (word: string | undefined): Promise<TrainingData | null> =>
    word === undefined
      ? null
      : sharing(await trainingData(word, profile, only, gptLabels.includes("train")), gold);
  const train = await training(request.train);
  const distant = await training(request.distant);
  const file = fileText(request.predictions);
  const read = parsePredictions(await readBytes(request.predictions), file);
  const { predictions } = read;
  const none = nameTriples([]);
  const judgement = judge(predictions, truth, train?.triples ?? none);
  const { counts, metrics, perRelation } = summarise(judgement);
  const inventory = inventoryOf(relationsOf(gold), train?.relations.keys());
  return {
    documents: truth.length,
    predictions: predictions.length,
    counts: { ...counts, ignored: train === null ? null : counts.ignored },
    metrics: { ...metrics, ignF1: train === null ? null : metrics.ignF1 },
    findings: await findingsOf(read, gold.documents, inventory, elsewhereIn(train, profile)),
    perRelation,
    distant:
      distant === null ? null : ignoring(summarise(judge(predictions, truth, distant.triples))),
    evidence: evidenceOf(predictions, gold),
    bands: request.bands === true ? bandsOf(judgement, train) : null,
    sentences:
      request.sentences === true
        ? sentenceScores(predictions, gold.documents, train?.triples ?? none)
        : null,
    sources: {
      predictions: file,
      gold: { name: gold.name, added: gold.added, unlabelled: gold.unlabelled },
      train: train === null ? null : { name: train.name, added: train.added },
      shared: truth.filter(({ title }) => train?.titles?.has(title) === true).length,
    },
  };
}

const ignoring = ({ counts, metrics }: Scores): NonNullable<Evaluation["distant"]> => ({
  ignored: counts.ignored,
  ignF1: metrics.ignF1,
});

const relationsOf = ({ documents }: GoldData): ReadonlySet<string> =>
  new Set(documents.flatMap(({ facts }) => facts.map(({ r }) => r)));

/** Standard input can be read once. */
function refuseTwoStreams({ predictions, gold, train, distant }: EvaluateRequest): void {
  const words = [predictions, gold, train, distant].filter(
    (word) => word !== undefined && isStdin(word),
  );
  if (words.length < 2) return;
  throw badInput("Standard input is given twice", {
    expected: "- for one of the files",
    got: `- for ${words.length}`,
    fix: "write the others to files first",
  });
}

/** @throws AmtlError (2) for training facts of which none has a relation of the gold facts: Ign-F1 would be F1. */
function sharing(training: TrainingData, gold: GoldData): TrainingData {
  const wanted = relationsOf(gold);
  const relations = [...training.relations.keys()];
  if (relations.some((relation) => wanted.has(relation))) return training;
  throw badInput("Training file is of another data set", {
    where: training.name,
    expected: `facts with relations of ${gold.name}, such as ${[...wanted].slice(0, 3).join(", ")}`,
    got: `facts with others: ${relations.slice(0, 3).join(", ")}`,
    fix: "give the training file of the same data set; without one there is no Ign-F1, and F1 needs none",
  });
}

function evidenceOf(
  predictions: readonly Prediction[],
  { documents }: GoldData,
): EvidenceScores | null {
  const isGold = documents.some(({ facts }) => facts.some(({ evidence }) => evidence.length > 0));
  const isGiven = predictions.some(({ evidence }) => evidence !== null);
  return isGold && isGiven ? scoreEvidence(predictions, documents) : null;
}
