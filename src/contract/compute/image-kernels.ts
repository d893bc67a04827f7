import type * as tf from "@tensorflow/tfjs-core";
import type { NormParameters } from "./norm-parameters.js";

/** Mean and variance of each channel over the batches so far. */
export interface RunningValues {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

export interface BatchNormRelu {
  /** max(0, normal · gain + shift), as large as x. */
  readonly value: tf.Tensor;
  /** (x + bias - mean) / deviation, as large as x. */
  readonly normal: tf.Tensor;
  /** 1 / deviation, [channels]. */
  readonly inverse: tf.Tensor;
  /** What the running values are after the batch; null where x was normalized by them. */
  readonly running: RunningValues | null;
}

export interface BatchNormReluGradients {
  readonly x: tf.Tensor;
  readonly bias: tf.Tensor;
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
}

/** Operations on images [documents, height, width, channels]; none records a gradient. */
export interface ImageKernels {
  /** A convolution's filter [side, side, in, out] from PyTorch's layout [out, in, side, side]. */
  readonly filterOf: (weight: tf.Tensor) => tf.Tensor;
  /** The way back. */
  readonly weightOf: (filter: tf.Tensor) => tf.Tensor;
  /** Gradient of a convolution by its input, which is as large as dy: stride 1, zeros around. */
  readonly inputGradient: (dy: tf.Tensor, filter: tf.Tensor) => tf.Tensor;
  /**
   * max(0, batch norm of x + bias), over all axes but the last. A mean that is large beside the deviation costs no
   * precision.
   *
   * @param running [channels]
   * @param momentum share of this batch in the running values; null: normalizes by them and leaves them alone
   */
  readonly batchNormRelu: (
    x: tf.Tensor,
    parameters: NormParameters,
    running: RunningValues,
    momentum: number | null,
  ) => BatchNormRelu;
  readonly batchNormReluGradients: (
    dy: tf.Tensor,
    saved: Omit<BatchNormRelu, "running">,
    gain: tf.Tensor,
    momentum: number | null,
  ) => BatchNormReluGradients;
  /** Largest of each 2×2 window, with stride 2; an odd last row or column is left out. */
  readonly maxPool: (x: tf.Tensor) => tf.Tensor;
  /** Its gradient by x; of equal values the first takes it. */
  readonly maxPoolGradient: (dy: tf.Tensor, x: tf.Tensor, value: tf.Tensor) => tf.Tensor;
}
