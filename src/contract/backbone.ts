import type * as tf from "@tensorflow/tfjs-core";
import type { RuleSchema } from "../base/params.js";
import type { Random } from "../base/random.js";
import type { GoldenValues } from "./backbone-golden.js";
import type { BackboneBatch, ModelSizes, Pass, Sizes } from "./backbone-pass.js";
import type { FeatureKind, PairOrder } from "./corpus/document.js";
import type { EncodedDocuments, EncoderSpec } from "./corpus/encoder.js";
import type { PairFeatures } from "./loss.js";
import type { Parameters, Weights } from "./compute/parameters.js";
import type { Schedule } from "./schedule.js";
import type { LossSpec, ProfileId, TrainSpec } from "./train-spec.js";

export type { BackboneBatch, ModelSizes, Pass, Sizes } from "./backbone-pass.js";

/** At which scale a backbone is trained. */
export interface Scale {
  readonly profile: ProfileId;
  /** The one that is asked for, whatever runs in its place. */
  readonly encoder: Pick<EncoderSpec, "id" | "size">;
  /** Entities of the largest document that it is trained or scored on; absent: nobody says. */
  readonly mostEntities?: number;
}

/** Runs that must be done before another begins, by the role that they have in it ("teacher", "frozen"). */
export type RestsOn = (spec: TrainSpec) => Readonly<Record<string, TrainSpec>>;

/**
 * Largest resident memory of a training's process, in bytes; null: not measured. Kept layers of RoBERTa-large would have taken
 * more than the machine of these measurements had.
 */
export interface TrainingMemory {
  /** After a step on one short document: parameters, gradients, averages of the optimizer, the library. */
  readonly least: number;
  /** After a step on 4 documents of 1,024 pieces and 40 entities. */
  readonly most: number | null;
  /** The same where encoder layers are computed again instead of kept. */
  readonly recomputed: number | null;
}

/** A backbone as plain data; its kernel is imported in a worker only. */
export interface Backbone {
  readonly id: string;
  /** Raised by hand when results change. */
  readonly version: number;
  /** Its name in tables. */
  readonly label: string;
  /** Other spellings of the id that users may write. */
  readonly aliases?: readonly string[];
  /** Defaults are the paper's. `--set` takes these names. */
  readonly sizes: RuleSchema;
  /** What stands in place of the defaults at some scale. */
  readonly sizesAt?: (scale: Scale) => Sizes;
  /** Throws AmtlError (2) for sizes that do not fit one another. */
  readonly checkSizes?: (sizes: Sizes) => void;
  /** The loss that its official code trains with; parameters that are left out have that loss's defaults. */
  readonly ownLoss?: LossSpec;
  /** Words in the names of its own parameters, which learn at a rate of their own: the profile's, unless `schedule` says. */
  readonly newLayers: readonly string[];
  /** Its own schedule, from the profile's: rates by group, warm-up, clipping, evaluation, selection, sampled negatives. */
  readonly schedule?: (usual: Schedule, scale: Scale) => Schedule;
  /**
   * Encoder rates of its official code, by the encoder's size, where its schedule has others: what the variant
   * official-rates takes, unless a loss has official rates of its own. Left out: its schedule is the official one.
   */
  readonly officialRates?: { readonly base: number; readonly large: number };
  /** What it reads of documents beside pieces, mentions and pairs; it is computed only for those that ask. */
  readonly asks?: readonly FeatureKind[];
  /** Left out: "official". */
  readonly pairs?: PairOrder;
  /** none: mentions have no markers around them. Left out: "*". */
  readonly markers?: "none";
  /** Whether it reads the encoder's pooled output, whose layer is part of the model only then. */
  readonly pooled?: true;
  /** Encoders that it takes in place of those that are asked for, by id. */
  readonly encoderFor?: Readonly<Record<string, string>>;
  /** How many of the encoder's last layers give averaged hidden states and attention; absent: 1, the last. */
  readonly encoderLayers?: number;
  /**
   * It gives evidence: sentences of a pair whose share ({@link BackboneOutputs.evidence}) is above this value are
   * predicted as its evidence. Left out: none.
   */
  readonly evidenceAbove?: number;
  /** Left out: no other run. */
  readonly restsOn?: RestsOn;
  /** What a training costs beside ATLOP's, for estimates; left out: 1. */
  readonly cost?: number;
  /**
   * What training takes of the machine's memory, by id of the encoder, measured with random weights of its size
   * (bench/backbone-memory.ts); left out: nothing was measured.
   */
  readonly memory?: Readonly<Record<string, TrainingMemory>>;
  readonly kernel: () => Promise<{ readonly kernel: Kernel }>;
  /** What its official code calls the encoder in the names of parameters; left out: "model". */
  readonly encoderName?: string;
  /** A Python program that loads an exported model of it with PyTorch; left out: there is none. */
  readonly python?: () => Promise<{ readonly program: string }>;
}

/** The computing half of a backbone. */
export interface Kernel {
  /** Initial values of its parameters, under the official names. */
  readonly initial: (sizes: ModelSizes, random: Random) => Weights;
  /**
   * Values that it takes from the runs it rests on, by role the folder of each; they are not trained.
   * Names must differ from those of {@link initial}.
   */
  readonly frozen?: (runs: Readonly<Record<string, string>>) => Promise<Weights>;
  /** It reads hidden states at padding, too, which are computed only then: they are 0 otherwise. */
  readonly readsPadding?: true;
  /** For each document the positions (special token counted) whose attention rows it reads, in its own order. */
  readonly positions: (batch: BackboneBatch) => readonly (readonly number[])[];
  /**
   * What a batch gives, differentiable by the parameters and by what was encoded. Parameters that no gradient reaches
   * (running statistics) it may assign in mode train; they are part of checkpoints and weights.
   * @param encoded attention rows at {@link positions}.
   */
  readonly outputs: (
    parameters: Parameters,
    sizes: ModelSizes,
    encoded: EncodedDocuments,
    batch: BackboneBatch,
    pass: Pass,
  ) => BackboneOutputs;
  readonly golden?: GoldenValues;
}

/** A term of the training loss beside the loss itself: its name in results, a scalar, and what multiplies it. */
export type AuxiliaryTerm = readonly [name: string, value: tf.Scalar, weight: number];

export interface BackboneOutputs {
  /** Logits of all pairs, [rows, columns]. */
  readonly logits: tf.Tensor2D;
  /** For losses that need "features"; absent where the last layer is no grouped bilinear one. */
  readonly pairs?: PairFeatures;
  /** Of a backbone that gives evidence, in mode predict: each sentence's share of a row, [rows, sentences of the longest]. */
  readonly evidence?: tf.Tensor2D;
  /** Only in mode train. */
  readonly auxiliary?: readonly AuxiliaryTerm[];
}
