import type * as tf from "@tensorflow/tfjs-core";
import type { Params, ParamSchema } from "../base/params.js";
import type { Random } from "../base/random.js";
import type { AuxiliaryTerm, BackboneBatch, ModelSizes, Pass, RestsOn, Scale } from "./backbone.js";
import type { GoldenFile, GoldenTensor } from "./backbone-golden.js";
import type { Document, FeatureKind, Features } from "./corpus/document.js";
import type { DecoderSpec } from "./decoder.js";
import type { LabelLayout } from "./layout.js";
import type { LearnFromScores } from "./learner.js";
import type { Threshold } from "./loss.js";
import type { Parameters, Weights } from "./compute/parameters.js";
import type { Schedule } from "./schedule.js";
import type { TrainSpec } from "./train-spec.js";

/** What a plugin stands on. */
export interface PluginScale extends Scale {
  /** The backbone's id. */
  readonly backbone: string;
  /** What the run's loss compares relations with. */
  readonly threshold: Threshold;
  /** The data set that is learned from. */
  readonly trainedOn: string;
}

/** A method on top of any backbone, as plain data; its kernel is imported in a worker only. */
export interface Plugin {
  readonly id: string;
  /** Raised by hand when results change. */
  readonly version: number;
  /** Its name in tables. */
  readonly label: string;
  /** Other spellings of the id that users may write. */
  readonly aliases?: readonly string[];
  /** Defaults are what its official code does on the usual backbone. */
  readonly params: ParamSchema;
  /** What stands in place of the defaults on some backbone, loss or data set. */
  readonly paramsAt?: (scale: PluginScale) => Params;
  /** What its sources leave open and how that was decided, a sentence each: said wherever its results or rules are shown. */
  readonly decisions?: readonly string[];
  /** The schedule with it, from the backbone's: a rate group for its parameters. Left out: the backbone's. */
  readonly schedule?: (usual: Schedule, params: Params) => Schedule;
  /** What it reads of documents beside what its backbone asks for. */
  readonly asks?: readonly FeatureKind[];
  /** How its scores become relations. Left out: as those of the run's loss. */
  readonly decoder?: DecoderSpec;
  /** Left out: no other run. */
  readonly restsOn?: RestsOn;
  /** What a training with it costs beside one without, for estimates; left out: 1. */
  readonly cost?: number;
  readonly kernel: () => Promise<{ readonly plugin: PluginKernel }>;
  /** The rules that a run of it mined or learned; loads no TensorFlow. Left out: it has none to show. */
  readonly rules?: () => Promise<{ readonly foundRules: FindRules }>;
}

/** The rules of a run, the strongest first, at most so many. */
export type FindRules = (run: RuleSource, most: number) => Promise<readonly FoundRule[]>;

/** What a run's rules are read from. */
export interface RuleSource {
  readonly layout: LabelLayout;
  readonly params: Params;
  /** What it trained on. */
  readonly documents: readonly Pick<Document, "facts" | "entities">[];
  /**
   * Its best weights, by name.
   * @throws AmtlError (4) when it kept none.
   */
  readonly weights: () => Promise<ReadonlyMap<string, Float32Array>>;
}

/** A relation between two variables; null: no relation. */
export interface RuleAtom {
  readonly relation: string | null;
  readonly from: string;
  readonly to: string;
}

export interface FoundRule {
  /** Atoms that hold together: a path from x to y. */
  readonly body: readonly RuleAtom[];
  readonly head: RuleAtom;
  /** Types of entity that the rule is for, by variable; absent: any. */
  readonly types?: Readonly<Record<string, string>>;
  /** What rules are ordered by; its sign says whether the rule speaks for or against its head. */
  readonly strength: number;
  /** Share of the body's instances in the training labels where the head is labelled; null: no instance can be counted. */
  readonly confidence: number | null;
  /** How often the body holds in the training labels. */
  readonly support: number | null;
}

/** Sizes of the model that a plugin stands on. */
export interface PluginSizes extends ModelSizes {
  readonly layout: LabelLayout;
}

/** What a plugin sees of a batch that went through the backbone. */
export interface PluginCall {
  readonly parameters: Parameters;
  readonly params: Params;
  readonly layout: LabelLayout;
  readonly batch: BackboneBatch;
  readonly pass: Pass;
  /** The backbone's, [rows, columns]. */
  readonly logits: tf.Tensor2D;
}

/** What a run trains on, as a plugin sees it. */
export interface TrainingInputs {
  readonly features: readonly Features[];
  readonly layout: LabelLayout;
  readonly params: Params;
}

/** The computing half of a plugin: any of these. */
export interface PluginKernel {
  /** What it makes of the training labels: the rest of the kernel, in place of what is here. */
  readonly fromTraining?: (training: TrainingInputs) => PluginKernel;
  /** Initial values of parameters of its own; names must not be the backbone's. */
  readonly initial?: (sizes: PluginSizes, params: Params, random: Random) => Weights;
  /** Values that it takes from the runs it rests on, by role the folder of each; they are not trained. */
  readonly frozen?: (runs: Readonly<Record<string, string>>) => Promise<Weights>;
  /** The logits that are learned and scored in place of the backbone's, in both modes. */
  readonly logits?: (call: PluginCall) => tf.Tensor2D;
  /**
   * Terms of the training loss beside it.
   * @param loss the run's own loss, of any logits [rows, columns].
   */
  readonly terms?: (
    call: PluginCall,
    loss: (logits: tf.Tensor2D) => tf.Scalar,
  ) => readonly AuxiliaryTerm[];
  /**
   * Rescores a document before anything is kept, decoded or tuned, on dev as well: plain arrays, no TensorFlow.
   * @param scores [pairs, columns], row by row; a new array is returned.
   */
  readonly rescore?: (scores: Float32Array, document: RescoreInputs) => Float32Array;
  /** In place of `rescore`, made once for many documents: of the values of its parameters, by name. */
  readonly rescorer?: (values: (name: string) => Float32Array) => Rescore;
  /** Learns in place of the trainer, from the scores of the run that it rests on as {@link FROZEN}. */
  readonly learn?: LearnFromScores;
  /** Recomputes a golden file of kind plugin on the engine at hand. Left out: it is not covered. */
  readonly golden?: (file: GoldenFile, tools: GoldenTools) => readonly GoldenValue[];
}

/** A value of a golden file beside what was computed. */
export interface GoldenValue {
  readonly name: string;
  readonly got: ArrayLike<number>;
  readonly want: ArrayLike<number>;
  /** Whether both must be the same; else the file's tolerance holds. */
  readonly exact?: boolean;
}

/** What golden files of plugins need of the rest of the program. */
export interface GoldenTools {
  /** Value of a loss with one threshold, with its defaults, by the loss's id in any spelling. */
  readonly loss: (id: string, logits: tf.Tensor2D, labels: GoldenTensor) => tf.Scalar;
  /** Relations that exceed column 0, at most `k` a pair: [rows, columns] of 0 and 1, column 0 where there is none. */
  readonly decode: (logits: GoldenTensor, k: number) => Uint8Array;
}

export type Rescore = (scores: Float32Array, document: RescoreInputs) => Float32Array;

/** The role of the run whose model is taken as it is, and not trained again. */
export const FROZEN = "frozen";

/** That run: the same without the plugin. */
export function frozenOf({ modelDecoder, ...spec }: TrainSpec): TrainSpec {
  return { ...spec, plugin: null, decoder: modelDecoder ?? spec.decoder };
}

export interface RescoreInputs {
  readonly features: Features;
  readonly layout: LabelLayout;
  readonly params: Params;
}
