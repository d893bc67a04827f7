import * as tf from "@tensorflow/tfjs-core";
import { patch } from "./register.js";

/**
 * Longest run of numbers that the backend's own kernel adds up one after the other. Its error grows with
 * the length (a million numbers lose 1 %), that of a sum of partial sums with the logarithm.
 */
const RUN = 256;

/** Attributes of Sum, Mean, Max and Min as tfjs-core gives them; no axis means all of them. */
interface ReductionAttrs {
  readonly axis?: number | number[] | null;
  /** What Max calls its axis. */
  readonly reductionIndices?: number | number[] | null;
  readonly keepDims?: boolean;
}

const axesOf = (x: tf.Tensor, { axis, reductionIndices }: ReductionAttrs): number[] =>
  tf.util.parseAxisParam(axis ?? reductionIndices ?? x.shape.map((_, at) => at), x.shape);

const lengthOf = (x: tf.Tensor, axes: readonly number[]): number =>
  axes.reduce((length, axis) => length * x.shape[axis], 1);

/** Shape of the result: reduced axes are dropped, or kept with length 1. */
function resultShape(x: tf.Tensor, attrs: ReductionAttrs): number[] {
  const axes = axesOf(x, attrs);
  return attrs.keepDims === true
    ? x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : x.shape.filter((_, axis) => !axes.includes(axis));
}

/** x as [kept, reduced], the reduced axes last. */
function asRows(x: tf.Tensor, axes: readonly number[]): tf.Tensor2D {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const length = lengthOf(x, axes);
  return tf.reshape(tf.transpose(x, [...kept, ...axes]), [x.size / length, length]);
}

/** Sums of rows [rows, n], in runs of at most {@link RUN}, then of the runs' sums. */
function sumRows(x: tf.Tensor2D): tf.Tensor1D {
  const [rows, length] = x.shape;
  if (length <= RUN) return tf.sum(x, 1);
  const runs = Math.ceil(length / RUN);
  const padded = runs * RUN === length ? x : tf.pad(x, [[0, 0], [0, runs * RUN - length]]); // prettier-ignore
  return sumRows(tf.reshape(tf.sum(tf.reshape(padded, [rows * runs, RUN]), 1), [rows, runs]));
}

function sum(x: tf.Tensor, attrs: ReductionAttrs): tf.Tensor | null {
  const axes = axesOf(x, attrs);
  const shape = resultShape(x, attrs);
  if (x.size === 0) return tf.zeros(shape, x.dtype === "bool" ? "int32" : x.dtype);
  if (x.dtype !== "float32" || lengthOf(x, axes) <= RUN) return null;
  return tf.reshape(sumRows(asRows(x, axes)), shape);
}

function mean(x: tf.Tensor, attrs: ReductionAttrs): tf.Tensor | null {
  const axes = axesOf(x, attrs);
  if (x.size === 0) return tf.fill(resultShape(x, attrs), NaN);
  if (lengthOf(x, axes) <= RUN) return null;
  const total = tf.sum(tf.cast(x, "float32"), axes, attrs.keepDims);
  return tf.div(total, lengthOf(x, axes));
}

const emptyAs =
  (value: number) =>
  (x: tf.Tensor, attrs: ReductionAttrs): tf.Tensor | null =>
    x.size === 0 ? tf.fill(resultShape(x, attrs), value, x.dtype) : null;

/** Reductions that neither lose digits over long runs nor read beyond tensors without elements. */
export function patchReductions(): void {
  const withAttrs =
    (compose: (x: tf.Tensor, attrs: ReductionAttrs) => tf.Tensor | null) =>
    (inputs: Readonly<Record<string, tf.Tensor>>, attrs: object): tf.Tensor | null =>
      compose(inputs.x, attrs);
  patch("Sum", withAttrs(sum));
  patch("Mean", withAttrs(mean));
  patch("Max", withAttrs(emptyAs(-Infinity)));
  patch("Min", withAttrs(emptyAs(Infinity)));
}
