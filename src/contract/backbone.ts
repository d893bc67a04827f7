import type * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../base/random.js";
import type { HeadSpec } from "./train-spec.js";
import type { EncodedDocuments } from "./encoder.js";
import type { Parameters, Weights } from "./parameters.js";
import type { PairFeatures } from "./loss.js";

/** What a head needs of a batch of documents; plain data, of which corpus/features/batch.ts gives more. */
export interface HeadBatch {
  /** Documents. */
  readonly size: number;
  /** Pieces of the longest document, special tokens included. */
  readonly width: number;
  /** Mentions [start, end) of each entity of each document, counted without the leading special token. */
  readonly entityPositions: readonly (readonly (readonly (readonly [number, number])[])[])[];
  /** Pairs of all documents. */
  readonly rows: number;
  /** [rows, 2]: head and tail entity within the row's document. */
  readonly pairs: Int32Array;
  /** [rows] */
  readonly pairDocument: Int32Array;
}

export interface HeadSizes extends HeadSpec {
  /** Hidden size of the encoder, d. */
  readonly hidden: number;
  /** Output columns, R. */
  readonly columns: number;
}

/** The computing half of a backbone. */
export interface Kernel {
  /** Initial values of its parameters, under the official names. */
  readonly initial: (sizes: HeadSizes, random: Random) => Weights;
  /** For each document the positions (special token counted) whose attention rows it reads, in its own order. */
  readonly positions: (batch: HeadBatch) => readonly (readonly number[])[];
  /**
   * What a batch gives, differentiable by the parameters and by what was encoded.
   * @param encoded attention rows at {@link positions}.
   */
  readonly outputs: (
    parameters: Parameters,
    sizes: HeadSizes,
    encoded: EncodedDocuments,
    batch: HeadBatch,
  ) => HeadOutputs;
}

export interface HeadOutputs {
  /** Of all pairs, [rows, columns]. */
  readonly logits: tf.Tensor2D;
  /** For losses that need "features"; absent where the last layer is no grouped bilinear one. */
  readonly pairs?: PairFeatures;
}
