import * as tf from "@tensorflow/tfjs-core";
import type { Kernels } from "../../contract/compute/kernels.js";
import { rawAdam } from "./raw-adam.js";
import { dtypeOf, rawOp, type RawAttribute } from "./raw.js";

const flag = (name: string, value: boolean): RawAttribute => ({ name, kind: "bool", value });
const NHWC: RawAttribute = { name: "data_format", kind: "string", value: "NHWC" };
const REDUCE = [
  { name: "Tidx", kind: "dtype", value: "int32" },
  { name: "keep_dims", kind: "bool", value: true },
] as const satisfies readonly RawAttribute[];

const unary =
  (name: string) =>
  (x: tf.Tensor): tf.Tensor =>
    rawOp(name, [dtypeOf(x)], [x]);
const binary =
  (name: string) =>
  (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    rawOp(name, [dtypeOf(a)], [a, b]);
/** Over the last axis, kept as an axis of 1. */
const reduction =
  (name: string) =>
  (x: tf.Tensor): tf.Tensor =>
    rawOp(name, [dtypeOf(x), ...REDUCE], [x, tf.tensor1d([x.rank - 1], "int32")]);

const mul = binary("Mul");
const square = unary("Square");
const norm = reduction("EuclideanNorm");

const scaled = (x: tf.Tensor, factor: number): tf.Tensor =>
  factor === 1 ? x.clone() : mul(x, tf.scalar(factor));

/** One operation of TensorFlow's each: tf.* would reshape, copy and check around it. */
export const RAW_KERNELS = {
  matMul: (a, b, transposed = "none") => {
    const first = transposed === "first";
    const second = transposed === "second";
    return a.rank === 2
      ? rawOp("MatMul", [dtypeOf(a), flag("transpose_a", first), flag("transpose_b", second)], [a, b]) // prettier-ignore
      : rawOp("BatchMatMulV2", [dtypeOf(a), flag("adj_x", first), flag("adj_y", second)], [a, b]);
  },
  mul,
  add: binary("AddV2"),
  sub: binary("Sub"),
  exp: unary("Exp"),
  erf: unary("Erf"),
  square,
  rsqrt: unary("Rsqrt"),
  softmax: unary("Softmax"),
  keepWhere: (kept, x) => rawOp("SelectV2", [dtypeOf(x)], [kept, x, tf.scalar(0)]),
  addAll: (tensors) => {
    const count = { name: "N", kind: "int", value: tensors.length } as const;
    return rawOp("AddN", [count, dtypeOf(tensors[0])], tensors);
  },
  addBias: (x, bias) => rawOp("BiasAdd", [dtypeOf(x), NHWC], [x, bias]),
  columnSum: (x) => rawOp("BiasAddGrad", [dtypeOf(x), NHWC], [x]),
  rowSum: reduction("Sum"),
  rowMean: reduction("Mean"),
  // Without writing the squares down.
  rowMeanSquare: (x) => scaled(square(norm(x)), 1 / x.shape[x.rank - 1]),
  halfSquareSum: unary("L2Loss"),
  addRows: (target, rows, indices) =>
    rawOp(
      "TensorScatterAdd",
      [dtypeOf(target), { name: "Tindices", kind: "dtype", value: "int32" }],
      [target, tf.tensor2d(indices, [indices.length, 1], "int32"), rows],
    ),
  adam: rawAdam,
} satisfies Partial<Kernels>;
