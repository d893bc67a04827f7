import type * as tf from "@tensorflow/tfjs-core";

/** What a normalization adds before, and multiplies and adds after; all are [channels]. */
export interface NormParameters {
  readonly bias: tf.Tensor;
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
  readonly epsilon: number;
}
