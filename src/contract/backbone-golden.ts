import type * as tf from "@tensorflow/tfjs-core";
import type { Json } from "../base/json.js";
import type { BackboneBatch, ModelSizes, Pass, Sizes } from "./backbone-pass.js";
import type { Parameters } from "./compute/parameters.js";
import type { Features } from "./corpus/document.js";
import type { EncodedDocuments } from "./corpus/encoder.js";

/** A tensor as golden files write it, row-major. */
export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export type GoldenTensors = Readonly<Record<string, GoldenTensor>>;

/** A golden file, read by fields, each by the names that lead to it. A field that is absent makes the file unreadable. */
export interface GoldenFile {
  readonly tensor: (...path: readonly string[]) => GoldenTensor;
  /** All tensors right below a field, by name; what else is there is passed over. */
  readonly tensors: (...path: readonly string[]) => GoldenTensors;
  readonly json: (...path: readonly string[]) => Json;
  readonly has: (...path: readonly string[]) => boolean;
}

/** One pass through a head, with what the official code gives. */
export interface GoldenPass {
  /** What deviations say of it; "" for the file's main pass. */
  readonly name: string;
  readonly mode: Pass["mode"];
  readonly batch: BackboneBatch;
  /** What an encoder would have given: sequence_output, attention, pooled_output. */
  readonly encoded: GoldenTensors;
  /** Wanted values of what {@link GoldenValues.values} gives, of "logits" and of auxiliary terms, by their names. */
  readonly values: GoldenTensors;
  readonly gradients: readonly GoldenGradients[];
  /** Wanted values of parameters after the pass: running statistics. */
  readonly after?: GoldenTensors;
}

/** Gradients of the sum of a value's entries, each times its weight. */
export interface GoldenGradients {
  /** Name of the value: one of {@link GoldenPass.values}. */
  readonly of: string;
  /** Left out: 1. */
  readonly weights?: GoldenTensor;
  /** By name of a parameter or of something encoded. */
  readonly wanted: GoldenTensors;
}

/** How golden files of a backbone are read. */
export interface GoldenValues {
  /** Its sizes as a file's config has them. */
  readonly sizes: (config: Readonly<Record<string, number>>) => Sizes;
  /** Intermediate values, under the names that files give them. */
  readonly values: (
    parameters: Parameters,
    sizes: ModelSizes,
    encoded: EncodedDocuments,
    batch: BackboneBatch,
    pass: Pass,
  ) => Readonly<Record<string, tf.Tensor>>;
  /**
   * The passes of a file of kind backbone. Left out: one, in mode predict, read from `inputs`, `outputs` and `grads`.
   * @param main reads that one.
   */
  readonly passes?: (file: GoldenFile, main: () => GoldenPass) => readonly GoldenPass[];
  /** Documents of a file of kind trajectory that are not in the usual form. */
  readonly documents?: (documents: readonly Json[]) => readonly Features[];
}
