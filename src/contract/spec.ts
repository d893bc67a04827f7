import type { Params } from "../base/params.js";
import type { DecoderSpec } from "./decoder.js";

/**
 * What the rooms promise one another about runs: plain data, no behaviour.
 * Identifiers are those of the paper's data file (`vocab`): "atl", "amtl", "redocred/test", "ign-f1", …
 */

export type ProfileId = "smoke" | "mini" | "paper";

export type Ordering = "frequency" | "original" | "random";

export interface LossSpec {
  readonly id: string;
  /** Checked by the loss's own schema. */
  readonly params: Params;
}

/** How the outputs are laid out; the columns themselves follow from it and the dataset's relation ranking. */
export interface LayoutSpec {
  /** Number of relations in each segment, in order; null: one segment with all relations. */
  readonly segments: readonly number[] | null;
  /** listed: as `relations` has them. */
  readonly ordering: Ordering | "listed";
  /** Only where they are listed: all relations, in the order in which segments take them. */
  readonly relations?: readonly string[];
  readonly lambda: number;
  /** Keep only the k most frequent relations; null keeps all. */
  readonly labelSpace: number | null;
}

/** Sizes of a backbone's own layers; they do not follow from the encoder. */
export interface HeadSpec {
  /** Width of the head's and the tail's vector (`emb_size` of the official code). */
  readonly embedding: number;
  /** Width of a block of the grouped bilinear layer (`block_size`); divides embedding. */
  readonly block: number;
}

/** Learning rate of the parameters whose name contains one of the words; the first group that matches wins. */
export interface RateGroup {
  readonly name: string;
  readonly match: readonly string[];
  readonly rate: number;
}

export interface Schedule {
  readonly epochs: number;
  readonly batch: number;
  readonly evalBatch: number;
  /** Micro-batches an update (data-pipeline section 6 says when an update happens). */
  readonly accumulate: number;
  /** Rate of every parameter that no group takes: the encoder's. */
  readonly rate: number;
  readonly groups: readonly RateGroup[];
  /** Share of all steps; floor(warmup · T) steps. */
  readonly warmup: number;
  /** Global L2 norm; null clips nothing. */
  readonly clip: number | null;
  readonly adam: {
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly decay: number;
    /** transformers: epsilon added to the uncorrected root; torch: to the corrected one. */
    readonly variant: "transformers" | "torch";
  };
  /** Leave the last incomplete batch of an epoch out of training. */
  readonly dropLast: boolean;
  /** before-last-batch: after the last but one batch of each epoch (AMTL); epoch-end: after the last. */
  readonly evaluate: "before-last-batch" | "epoch-end";
  /** Also evaluate every so many updates; null: never. */
  readonly evaluateEvery: number | null;
  /** Pieces, special tokens included. */
  readonly maxLength: number;
  /** Negative pairs kept for each positive one; null keeps all. */
  readonly negatives: { readonly perPositive: number; readonly atLeast: number } | null;
}

/** A program of the user's, as far as it is identity. */
export interface WorkerSpec {
  /** Program and arguments; files that were found are named without their folders. */
  readonly command: readonly string[];
  /** What the user says about the version of what cannot be seen. */
  readonly version?: string;
}

/** Everything that fixes a trained model, but for the content of data, weights and code (see Dependencies). */
export interface TrainSpec {
  readonly schema: 1;
  readonly profile: ProfileId;
  readonly backbone: string;
  readonly plugin: string | null;
  /** The encoder that really runs, e.g. "minilm-l6" where the paper has bert-base-cased. */
  readonly encoder: string;
  readonly loss: LossSpec;
  readonly layout: LayoutSpec;
  readonly head: HeadSpec;
  /** e.g. "redocred/train", "docgnre-gpt/train". */
  readonly trainSet: string;
  readonly devSet: string;
  /** The decoder whose dev F1 selects the checkpoint. */
  readonly decoder: DecoderSpec;
  readonly seed: number;
  readonly schedule: Schedule;
  readonly precision: "float32";
  /** The program that trains and predicts; absent: the built-in trainer. It is asked for all of the above. */
  readonly worker?: WorkerSpec;
}

/**
 * What a fingerprint rests on beyond the spec: content hashes ("data:redocred/train", "encoder:minilm-l6")
 * and hand-kept versions ("version:loss/atl", "version:trainer").
 */
export type Dependencies = Readonly<Record<string, string | number>>;

export interface EvalSpec {
  readonly schema: 1;
  readonly trainId: string;
  /** e.g. "redocred/test". */
  readonly evalSet: string;
  readonly decoder: DecoderSpec;
  /** The training set whose facts Ign-F1 ignores, e.g. "redocred/train". */
  readonly facts: string;
  /** What the result holds beside its counts and metrics; absent: nothing more (Figure 1(b) asks for it). */
  readonly keeps?: "relation-scores";
}

/** How high a model scores a relation where it holds. */
export interface RelationScore {
  readonly relation: string;
  /** Pairs of the evaluation set for which it is gold. */
  readonly pairs: number;
  /** Mean of its raw logit over these pairs; null where there is none. */
  readonly score: number | null;
}

/** Scores of one evaluation, in percent, unrounded. */
export interface Metrics {
  readonly f1: number;
  readonly ignF1: number;
  readonly precision: number;
  readonly recall: number;
}

/** result.json of a training run: only what is determined. */
export interface TrainResult {
  readonly schema: 1;
  readonly trainId: string;
  /** Dev results in the order in which they were measured. */
  readonly dev: readonly ({
    readonly step: number;
    readonly epoch: number;
    readonly loss: number;
  } & Metrics)[];
  /** Index into dev of the checkpoint that was kept. */
  readonly best: number;
  readonly steps: number;
}

/** result.json of an evaluation. */
export interface EvalResult {
  readonly schema: 1;
  readonly trainId: string;
  readonly evalId: string;
  readonly evalSet: string;
  readonly counts: {
    readonly documents: number;
    readonly pairs: number;
    readonly gold: number;
    readonly submitted: number;
    readonly correct: number;
    readonly ignored: number;
  };
  readonly metrics: Metrics;
  readonly bands: Readonly<Record<string, Metrics>>;
  readonly perRelation: Readonly<
    Record<string, { gold: number; submitted: number; correct: number }>
  >;
  /** Mean over all pairs and threshold slots of the raw threshold logit. */
  readonly thresholdMean: number;
  /** The value that was chosen on the dev set, where the decoder leaves one open. */
  readonly tuned?: number;
  /** By descending training frequency; only where the evaluation keeps them. */
  readonly relationScores?: readonly RelationScore[];
}
