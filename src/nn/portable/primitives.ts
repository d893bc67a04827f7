import * as tf from "@tensorflow/tfjs-core";
import type { Kernels } from "../../contract/compute/kernels.js";
import { scatterRows } from "../ops/gather.js";
import { add, addAll, halfSquareSum } from "../ops/kernels.js";

/** The operations that tfjs has, and what is composed of them in a line. */
export const primitives = {
  matMul: (a, b, transposed = "none") =>
    tf.matMul(a, b, transposed === "first", transposed === "second"),
  mul: tf.mul,
  add: tf.add,
  sub: tf.sub,
  exp: tf.exp,
  erf: tf.erf,
  square: tf.square,
  rsqrt: tf.rsqrt,
  softmax: (x) => tf.softmax(x),
  keepWhere: (kept, x) => tf.mul(x, tf.cast(kept, "float32")),
  addAll: (tensors) => tf.addN([...tensors]),
  addBias: tf.add,
  columnSum: (x) => tf.sum(x, 0),
  rowSum: (x) => tf.sum(x, -1, true),
  rowMean: (x) => tf.mean(x, -1, true),
  rowMeanSquare: (x) => tf.mean(tf.square(x), -1, true),
  halfSquareSum: (x) => x.square().sum().mul(0.5),
  globalNorm: (tensors) =>
    Math.sqrt(tf.tidy(() => 2 * addAll(tensors.map(halfSquareSum)).dataSync()[0])),
  addRows: (target, rows, indices) => add(target, scatterRows(rows, indices, target.shape[0])),
} satisfies Partial<Kernels>;
