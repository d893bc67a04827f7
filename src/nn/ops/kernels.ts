/** The operations of forward and backward passes, as the running engine computes them; see {@link Kernels} for each. */
import * as tf from "@tensorflow/tfjs-core";
import type { Kernels } from "../../contract/compute/kernels.js";
import { ops } from "./table.js";

export const matMul: Kernels["matMul"] = (a, b, transposed) => ops().matMul(a, b, transposed);
export const mul: Kernels["mul"] = (a, b) => ops().mul(a, b);
export const add: Kernels["add"] = (a, b) => ops().add(a, b);
export const sub: Kernels["sub"] = (a, b) => ops().sub(a, b);
export const exp: Kernels["exp"] = (x) => ops().exp(x);
export const erf: Kernels["erf"] = (x) => ops().erf(x);
export const square: Kernels["square"] = (x) => ops().square(x);
export const rsqrt: Kernels["rsqrt"] = (x) => ops().rsqrt(x);
export const softmax: Kernels["softmax"] = (x) => ops().softmax(x);
export const keepWhere: Kernels["keepWhere"] = (kept, x) => ops().keepWhere(kept, x);
export const addAll: Kernels["addAll"] = (tensors) => ops().addAll(tensors);
export const addBias: Kernels["addBias"] = (x, bias) => ops().addBias(x, bias);
export const columnSum: Kernels["columnSum"] = (x) => ops().columnSum(x);
export const rowSum: Kernels["rowSum"] = (x) => ops().rowSum(x);
export const rowMean: Kernels["rowMean"] = (x) => ops().rowMean(x);
export const rowMeanSquare: Kernels["rowMeanSquare"] = (x) => ops().rowMeanSquare(x);
export const halfSquareSum: Kernels["halfSquareSum"] = (x) => ops().halfSquareSum(x);
export const globalNorm: Kernels["globalNorm"] = (tensors) => ops().globalNorm(tensors);
export const addRows: Kernels["addRows"] = (target, rows, indices) =>
  ops().addRows(target, rows, indices);

export const attention: Kernels["attention"] = (projected, shift, settings) =>
  ops().attention(projected, shift, settings);

export const biasGelu: Kernels["biasGelu"] = (x, bias) => ops().biasGelu(x, bias);
export const biasGeluGradients: Kernels["biasGeluGradients"] = (dy, x, bias) =>
  ops().biasGeluGradients(dy, x, bias);
export const dropAddNorm: Kernels["dropAddNorm"] = (x, branch, parameters, mask) =>
  ops().dropAddNorm(x, branch, parameters, mask);
export const dropAddNormGradients: Kernels["dropAddNormGradients"] = (dy, saved, gain, rate) =>
  ops().dropAddNormGradients(dy, saved, gain, rate);
export const keptMask: Kernels["keptMask"] = (mask, shape) => ops().keptMask(mask, shape);
export const dropoutMask: Kernels["dropoutMask"] = (mask, shape, kept) =>
  ops().dropoutMask(mask, shape, kept);

export const bilinear: Kernels["bilinear"] = (inputs, k) => ops().bilinear(inputs, k);
export const bilinearGradients: Kernels["bilinearGradients"] = (dy, inputs, k) =>
  ops().bilinearGradients(dy, inputs, k);

/** Multiplies by a number. */
export const scale = (x: tf.Tensor, factor: number): tf.Tensor =>
  factor === 1 ? x.clone() : mul(x, tf.scalar(factor));

/** Frees tensors inside a larger computation before its tidy ends, so that large buffers are used again at once. */
export const free = (...tensors: readonly tf.Tensor[]): void => {
  for (const tensor of tensors) tensor.dispose();
};
