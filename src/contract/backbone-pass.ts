import type { ParamValue } from "../base/params.js";
import type { Dropout } from "./compute/dropout.js";
import type { Features } from "./corpus/document.js";

/** Sizes and weights of a backbone's own layers, checked by its schema: `head` of a run's spec. */
export type Sizes = Readonly<Record<string, ParamValue>>;

/** What a kernel needs of a batch of documents; plain data. */
export interface BackboneBatch {
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
  /** [rows, columns], 0 or 1, for auxiliary losses; no logit may depend on them. */
  readonly labels: Float32Array;
  /** The documents with what the backbone asks for. */
  readonly features: readonly Features[];
}

/** Sizes of a model: the backbone's own, and those that follow from encoder and layout. */
export interface ModelSizes {
  readonly own: Sizes;
  /** Hidden size of the encoder, d. */
  readonly hidden: number;
  /** Output columns, R. */
  readonly columns: number;
}

/** How a batch is passed through a model. */
export interface Pass {
  readonly mode: "train" | "predict";
  /** Where dropout masks come from; null where nothing is dropped. */
  readonly dropout: Dropout | null;
}
