import type * as tf from "@tensorflow/tfjs-core";
import type { Params } from "../base/params.js";
import type { Parameters } from "./compute/parameters.js";
import type { Features } from "./corpus/document.js";
import type { LabelLayout } from "./layout.js";

/** A set's documents with the logits that a trained model gives them. */
export interface ScoredDocuments {
  readonly features: readonly Features[];
  /** Of each document [pairs, columns], row by row. */
  readonly logits: readonly Float32Array[];
}

/** The dev set, with which of its labels the training set has between entities of the same names. */
export interface ScoredDev extends ScoredDocuments {
  readonly isKnown: (document: number, h: number, t: number, column: number) => boolean;
}

/** What a plugin learns from that follows a trained run. */
export interface ScoredRun {
  readonly train: ScoredDocuments;
  readonly dev: ScoredDev;
  readonly layout: LabelLayout;
  readonly params: Params;
  readonly seed: number;
  /** Adam without weight decay, of some parameters. */
  readonly optimizer: (parameters: Parameters, rate: number) => LearnerOptimizer;
  /** Awaited between pieces of work that take seconds; throws to stop. */
  readonly pause: () => Promise<void>;
}

export interface LearnerOptimizer {
  /** @param factor what the rate is multiplied by. */
  readonly update: (gradients: ReadonlyMap<string, tf.Tensor>, factor: number) => unknown;
  readonly state: () => ReadonlyMap<string, MomentState>;
  readonly restore: (state: ReadonlyMap<string, MomentState>) => void;
  readonly dispose: () => void;
}

export interface MomentState {
  readonly updates: number;
  readonly m: Float32Array;
  readonly v: Float32Array;
}

/** Learning in steps, between which it can be stopped and resumed to the same bits. */
export interface Learner {
  readonly steps: number;
  /** How often it gives values that could be the result. */
  readonly rounds: number;
  /** Does a step, from 0, in their order. */
  readonly step: (index: number) => Promise<Learned>;
  /** All that the steps to come depend on, beside the run. */
  readonly state: () => ReadonlyMap<string, Float32Array>;
  readonly restore: (state: ReadonlyMap<string, Float32Array>) => void;
  readonly dispose: () => void;
}

export interface Learned {
  readonly loss: number;
  /** Values of the plugin's parameters, to be scored on the dev set; null: none before a later step. */
  readonly values: ReadonlyMap<string, Float32Array> | null;
}

export type LearnFromScores = (run: ScoredRun) => Learner;
