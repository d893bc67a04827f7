import type * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "../compute/parameters.js";
import type { ProfileId } from "../train-spec.js";

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
  /** [windows, width, d], 0 at padding. */
  readonly hidden: tf.Tensor3D;
  /** The asked rows (queries) of the last layer's attention, after dropout in training: [rows, heads, width]. */
  readonly attention: tf.Tensor3D;
}

export interface EncodedDocuments {
  /** [documents, width, d], width that of the longest document; 0 at padding. */
  readonly hidden: tf.Tensor3D;
  /** Last-layer attention from the asked positions, documents in order: [rows, heads, width]. */
  readonly attention: tf.Tensor3D;
  /** What the pooler makes of each document's first position when it is asked, tanh(W x + b): [documents, d]. */
  readonly pooled: () => tf.Tensor2D;
}

/** Sizes that tell published encoders apart. */
export type EncoderSizes = Pick<
  EncoderConfig,
  "vocabulary" | "width" | "layers" | "heads" | "feedForward"
>;

/** Where an encoder's files are, or what they are brought from. */
export type EncoderOrigin =
  /** The program builds it (design.md, section 2, profile smoke). */
  | { readonly kind: "constructed" }
  /** A Hugging Face folder that `amtl-run encoder get` brings from the sources that the configuration names. */
  | { readonly kind: "pretrained" }
  /** A Hugging Face folder on this machine; absolute. */
  | { readonly kind: "folder"; readonly folder: string }
  /** A repository of the model hub; known by its content, so that a revision may be left out. */
  | { readonly kind: "hub"; readonly repository: string; readonly revision: string };

/** An encoder: plain data that says everything about it but its sizes, which its config.json has. */
export interface EncoderSpec {
  /** What experiments and profiles call it. */
  readonly id: string;
  /** Absent: as its config.json says. */
  readonly family?: EncoderConfig["family"];
  readonly origin: EncoderOrigin;
  /** For people: what it is. */
  readonly about: string;
  /** The encoder of the paper in whose place it runs, by profile. */
  readonly standsFor: Readonly<Partial<Record<ProfileId, string>>>;
  /** Sizes of the published one: what has others is not it. Absent: any are taken. */
  readonly sizes?: EncoderSizes;
  /** large: it learns at half the rate in profile paper. Absent: base. */
  readonly size?: "base" | "large";
  /** Time of a training as a multiple of BERT-base's, before any was measured; absent: 1. */
  readonly relativeTime?: number;
  /** Bytes that a training takes at its peak, before any was measured; absent: unknown. */
  readonly memory?: number;
}

export type Encoders = ReadonlyMap<string, EncoderSpec>;
