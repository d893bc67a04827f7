import type * as tf from "@tensorflow/tfjs-core";
import type { Params, ParamSchema } from "../base/params.js";
import type { Random } from "../base/random.js";
import type { AuxiliaryTerm, BackboneBatch, ModelSizes, Pass, RestsOn } from "./backbone.js";
import type { Features } from "./corpus/document.js";
import type { LabelLayout } from "./layout.js";
import type { Parameters, Weights } from "./compute/parameters.js";
import type { Schedule } from "./schedule.js";

/** A method on top of any backbone, as plain data; its kernel is imported in a worker only. */
export interface Plugin {
  readonly id: string;
  /** Raised by hand when results change. */
  readonly version: number;
  /** Its name in tables. */
  readonly label: string;
  /** Other spellings of the id that users may write. */
  readonly aliases?: readonly string[];
  readonly params: ParamSchema;
  /** The schedule with it, from the backbone's: a rate group for its parameters. Left out: the backbone's. */
  readonly schedule?: (usual: Schedule, params: Params) => Schedule;
  /** Left out: no other run. */
  readonly restsOn?: RestsOn;
  /** What a training with it costs beside one without, for estimates; left out: 1. */
  readonly cost?: number;
  readonly kernel: () => Promise<{ readonly plugin: PluginKernel }>;
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

/** The computing half of a plugin: any of these. */
export interface PluginKernel {
  /** Initial values of parameters of its own; names must not be the backbone's. */
  readonly initial?: (sizes: ModelSizes, params: Params, random: Random) => Weights;
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
}

export interface RescoreInputs {
  readonly features: Features;
  readonly layout: LabelLayout;
  readonly params: Params;
}
