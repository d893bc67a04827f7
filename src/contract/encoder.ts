import type * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "./parameters.js";

/** What a config.json says that the computation needs. */
export interface EncoderConfig {
  readonly family: "bert" | "roberta";
  readonly vocabulary: number;
  /** Hidden size, d. */
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly feedForward: number;
  /** Rows of the position table (RoBERTa: two of them never name a position). */
  readonly positions: number;
  readonly tokenTypes: number;
  /** Added to the variance in layer norm. */
  readonly epsilon: number;
  readonly hiddenDropout: number;
  readonly attentionDropout: number;
  /** Token id whose positions RoBERTa does not count. */
  readonly padding: number;
}

/** A configuration and its weights under their Hugging Face names, without prefix. */
export interface Encoder {
  readonly config: EncoderConfig;
  readonly weights: Weights;
}

/** Token windows, row-major [count, width]. */
export interface Windows {
  readonly count: number;
  readonly width: number;
  readonly ids: Int32Array;
  /** 1 for a token, 0 for padding. */
  readonly mask: Float32Array;
}

export interface EncodedWindows {
  /** [windows, width, d] */
  readonly hidden: tf.Tensor3D;
  /** The asked rows (queries) of the last layer's attention, after dropout in training: [rows, heads, width]. */
  readonly attention: tf.Tensor3D;
}

export interface EncodedDocuments {
  /** [documents, width, d], width that of the longest document. */
  readonly hidden: tf.Tensor3D;
  /** Last-layer attention from the asked positions, documents in order: [rows, heads, width]. */
  readonly attention: tf.Tensor3D;
}
