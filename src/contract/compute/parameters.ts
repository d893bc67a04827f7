import type * as tfcore from "@tensorflow/tfjs-core";

/**
 * Trainable tensors by name. Encoder parameters are `model.<Hugging Face name>`
 * (`model.encoder.layer.0.attention.self.query.weight`), head parameters have the names of the official code
 * (`head_extractor.weight`). Weights have PyTorch's layout, [out, in].
 */
export type Parameters = ReadonlyMap<string, tfcore.Variable>;

/** One tensor as plain data, row-major. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type Weights = ReadonlyMap<string, Weight>;
