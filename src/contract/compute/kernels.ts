import type * as tf from "@tensorflow/tfjs-core";
import type { Adam } from "./adam.js";
import type { Mask } from "./dropout.js";
import type { ImageKernels } from "./image-kernels.js";
import type { NormParameters } from "./norm-parameters.js";

/** Which factor of a product is taken transposed (its last two axes). */
export type Transposed = "none" | "first" | "second";

/** Windows of neighbouring rows; `heads` parts of a row. */
export interface AttentionShape {
  /** Where each window begins, and the end of the last: [windows + 1], ascending from 0. */
  readonly starts: Int32Array;
  readonly heads: number;
}

/** What query and value are multiplied by. */
export interface Factors {
  readonly query: number;
  readonly value: number;
}

/** Settings of attention beside its input. */
export interface AttentionSettings {
  readonly shape: AttentionShape;
  /** 1 / √size for the query, and for the value 1 / (1 − rate), so that expectations stay under dropout. */
  readonly factors: Factors;
  /** One value a row, added to its scores as a key: large and negative at padding; null where there is none. */
  readonly bias: tf.Tensor | null;
  /** Which probabilities are dropped, drawn by the windows of `shape`; null without dropout. */
  readonly mask: Mask | null;
  /** Rows whose probabilities are returned too; null: none. */
  readonly rows: Int32Array | null;
}

/** Attention's result and its backward pass, which may free saved tensors as it goes. */
export interface AttentionResult {
  /** [rows, heads · size] */
  readonly joined: tf.Tensor;
  /** The asked rows' probabilities after dropout, rescaled: [asked, heads, widest], 0 beyond a window's own width. */
  readonly asked: tf.Tensor | null;
  readonly saved: Readonly<Record<string, tf.Tensor | null>>;
  /** Gradients by `projected` and its bias, from those by `joined` and `asked`. */
  readonly backward: (
    dJoined: tf.Tensor,
    dAsked: tf.Tensor | null,
    saved: Readonly<Record<string, tf.Tensor | null>>,
  ) => InputAndBias;
}

/** Gradients by an input and by the bias that was added to it. */
export interface InputAndBias {
  readonly x: tf.Tensor;
  readonly bias: tf.Tensor;
}

export interface DropAddNorm {
  readonly value: tf.Tensor;
  /** (x - mean) / deviation, [rows, n]. */
  readonly normal: tf.Tensor;
  /** 1 / deviation, [rows, 1]. */
  readonly inverse: tf.Tensor;
  /** Which entries of the branch were kept; null without dropout. */
  readonly kept: tf.Tensor | null;
}

export interface DropAddNormGradients {
  readonly x: tf.Tensor;
  /** The very tensor of x without dropout. */
  readonly branch: tf.Tensor;
  readonly bias: tf.Tensor;
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
}

/** head and tail [pairs, m], weight [columns, m · k]. */
export type BilinearInputs = Readonly<Record<"head" | "tail" | "weight", tf.Tensor>>;
/** By head, tail and weight. */
export type BilinearGradients = [tf.Tensor, tf.Tensor, tf.Tensor];

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/**
 * What computes the operations of forward and backward passes; none records a gradient. An engine brings those that it
 * computes better than compositions of tfjs operations do (src/nn/portable), which stand in for the others.
 */
export interface Kernels {
  /** Matrix product over the last two axes; leading axes, where there are any, are equal in both. */
  readonly matMul: (a: tf.Tensor, b: tf.Tensor, transposed?: Transposed) => tf.Tensor;
  readonly mul: Binary;
  readonly add: Binary;
  readonly sub: Binary;
  readonly exp: Unary;
  readonly erf: Unary;
  readonly square: Unary;
  readonly rsqrt: Unary;
  /** Over the last axis. */
  readonly softmax: Unary;
  /** x where `kept` is true, 0 elsewhere. */
  readonly keepWhere: (kept: tf.Tensor, x: tf.Tensor) => tf.Tensor;
  /** Sum of tensors of one shape. */
  readonly addAll: (tensors: readonly tf.Tensor[]) => tf.Tensor;
  /** [rows, n] + [n]. */
  readonly addBias: Binary;
  /** [n] from [rows, n]: the gradient of addBias by the bias. */
  readonly columnSum: Unary;
  /** Sum, mean, and mean of squares over the last axis, kept as an axis of 1. */
  readonly rowSum: Unary;
  readonly rowMean: Unary;
  readonly rowMeanSquare: Unary;
  /** Half of the sum of squares, a scalar. */
  readonly halfSquareSum: Unary;
  /** The L2 norm over all tensors together, read back to a number. */
  readonly globalNorm: (tensors: readonly tf.Tensor[]) => number;
  /** target [n, width] plus the rows at their indices. */
  readonly addRows: (target: tf.Tensor, rows: tf.Tensor, indices: Int32Array) => tf.Tensor;

  /**
   * softmax(q·kᵀ + bias) · v over heads, with dropout of the probabilities.
   *
   * @param projected query, key and value side by side, without their bias, [rows, 3 · heads · size]; freed or saved: it
   *   is the caller's no more
   * @param shift their bias, [3 · heads · size]
   */
  readonly attention: (
    projected: tf.Tensor,
    shift: tf.Tensor,
    settings: AttentionSettings,
  ) => AttentionResult;

  /** The exact GELU, z·Φ(z), of z = x + bias: [rows, n] from x [rows, n] and bias [n]. */
  readonly biasGelu: Binary;
  /** Gradients of biasGelu, dy · (Φ(z) + z·φ(z)) and its column sums; z is computed again. */
  readonly biasGeluGradients: (dy: tf.Tensor, x: tf.Tensor, bias: tf.Tensor) => InputAndBias;
  /** LayerNorm(x + dropout(branch + bias)) of x and branch [rows, n], with bias, gain and shift [n]. */
  readonly dropAddNorm: (
    x: tf.Tensor,
    branch: tf.Tensor,
    parameters: NormParameters,
    mask: Mask | null,
  ) => DropAddNorm;
  /** Gradients of dropAddNorm; `rate` is that of the dropout, 0 where nothing was dropped. */
  readonly dropAddNormGradients: (
    dy: tf.Tensor,
    saved: Omit<DropAddNorm, "value">,
    gain: tf.Tensor,
    rate: number,
  ) => DropAddNormGradients;
  /**
   * True where a probability of attention is kept, [windows, heads, widest, widest], beyond a window's own width
   * everywhere; not rescaled. The caller owns it.
   */
  readonly keptMask: (mask: Mask, shape: AttentionShape) => tf.Tensor;
  /**
   * The mask as factors: `kept` where a value is kept, 0 where it is dropped. The caller owns it.
   *
   * @param shape its first axis is that of the mask's windows
   */
  readonly dropoutMask: (mask: Mask, shape: readonly number[], kept: number) => tf.Tensor;

  /** The grouped bilinear layer without its bias, [pairs, columns], in groups of k. */
  readonly bilinear: (inputs: BilinearInputs, k: number) => tf.Tensor;
  readonly bilinearGradients: (
    dy: tf.Tensor,
    inputs: BilinearInputs,
    k: number,
  ) => BilinearGradients;
  readonly images: ImageKernels;
  readonly adam: Adam;
}
