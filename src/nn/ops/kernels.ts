/**
 * The operations of forward and backward passes, without gradients of their own: one TensorFlow kernel each where
 * the engine takes raw operations (tf.* would reshape, copy and check around it), the tfjs operation elsewhere.
 */
import * as tf from "@tensorflow/tfjs-core";
import { dtypeOf, hasRawOps, rawOp, type RawAttribute } from "../../engine/raw.js";

const flag = (name: string, value: boolean): RawAttribute => ({ name, kind: "bool", value });
const NHWC: RawAttribute = { name: "data_format", kind: "string", value: "NHWC" };
const REDUCE = [
  { name: "Tidx", kind: "dtype", value: "int32" },
  { name: "keep_dims", kind: "bool", value: true },
] as const satisfies readonly RawAttribute[];

/** Which factor of a product is taken transposed (its last two axes). */
export type Transposed = "none" | "first" | "second";

/** Matrix product over the last two axes; leading axes, where there are any, are equal in both. */
export function matMul(a: tf.Tensor, b: tf.Tensor, transposed: Transposed = "none"): tf.Tensor {
  const first = transposed === "first";
  const second = transposed === "second";
  if (!hasRawOps()) return tf.matMul(a, b, first, second);
  return a.rank === 2
    ? rawOp("MatMul", [dtypeOf(a), flag("transpose_a", first), flag("transpose_b", second)], [a, b])
    : rawOp("BatchMatMulV2", [dtypeOf(a), flag("adj_x", first), flag("adj_y", second)], [a, b]);
}

const binary =
  (name: string, portable: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor) =>
  (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    hasRawOps() ? rawOp(name, [dtypeOf(a)], [a, b]) : portable(a, b);

export const mul = binary("Mul", tf.mul);
export const add = binary("AddV2", tf.add);
export const sub = binary("Sub", tf.sub);
export const div = binary("RealDiv", tf.div);

const unary =
  (name: string, portable: (x: tf.Tensor) => tf.Tensor) =>
  (x: tf.Tensor): tf.Tensor =>
    hasRawOps() ? rawOp(name, [dtypeOf(x)], [x]) : portable(x);

export const exp = unary("Exp", tf.exp);
export const erf = unary("Erf", tf.erf);
export const square = unary("Square", tf.square);
export const rsqrt = unary("Rsqrt", tf.rsqrt);
/** Over the last axis. */
export const softmax = unary("Softmax", (x) => tf.softmax(x));

/** x where `kept` is true, 0 elsewhere. */
export const keepWhere = (kept: tf.Tensor, x: tf.Tensor): tf.Tensor =>
  hasRawOps()
    ? rawOp("SelectV2", [dtypeOf(x)], [kept, x, tf.scalar(0)])
    : tf.mul(x, tf.cast(kept, "float32"));

/** Multiplies by a number. */
export const scale = (x: tf.Tensor, factor: number): tf.Tensor =>
  factor === 1 ? x.clone() : mul(x, tf.scalar(factor));

/** Sum of tensors of one shape. */
export const addAll = (tensors: readonly tf.Tensor[]): tf.Tensor =>
  hasRawOps()
    ? rawOp(
        "AddN",
        [{ name: "N", kind: "int", value: tensors.length }, dtypeOf(tensors[0])],
        tensors,
      )
    : tf.addN([...tensors]);

/** [rows, n] + [n]. */
export const addBias = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  hasRawOps() ? rawOp("BiasAdd", [dtypeOf(x), NHWC], [x, bias]) : tf.add(x, bias);

/** [n] from [rows, n]: the gradient of {@link addBias} by the bias. */
export const columnSum = (x: tf.Tensor): tf.Tensor =>
  hasRawOps() ? rawOp("BiasAddGrad", [dtypeOf(x), NHWC], [x]) : tf.sum(x, 0);

const lastAxis = (x: tf.Tensor): tf.Tensor => tf.tensor1d([x.rank - 1], "int32");

/** Sum over the last axis, kept as an axis of 1. */
export const rowSum = (x: tf.Tensor): tf.Tensor =>
  hasRawOps() ? rawOp("Sum", [dtypeOf(x), ...REDUCE], [x, lastAxis(x)]) : tf.sum(x, -1, true);

/** Mean over the last axis, kept as an axis of 1. */
export const rowMean = (x: tf.Tensor): tf.Tensor =>
  hasRawOps() ? rawOp("Mean", [dtypeOf(x), ...REDUCE], [x, lastAxis(x)]) : tf.mean(x, -1, true);

/** Mean of squares over the last axis, kept as an axis of 1; natively without writing the squares down. */
export function rowMeanSquare(x: tf.Tensor): tf.Tensor {
  if (!hasRawOps()) return tf.mean(tf.square(x), -1, true);
  const norm = rawOp("EuclideanNorm", [dtypeOf(x), ...REDUCE], [x, lastAxis(x)]);
  return scale(square(norm), 1 / x.shape[x.rank - 1]);
}

/** Frees tensors inside a larger computation before its tidy ends, so that large buffers are used again at once. */
export const free = (...tensors: readonly tf.Tensor[]): void => {
  for (const tensor of tensors) tensor.dispose();
};
