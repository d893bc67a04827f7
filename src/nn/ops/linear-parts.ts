import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { scatterRows, takeRows } from "./gather.js";
import { add, addBias, columnSum, matMul } from "./kernels.js";

/** Some of a linear layer's input columns. */
export interface LinearPart {
  /** [n, width] */
  readonly x: tf.Tensor2D;
  /** Which row of x each row of the input has, [rows]; null: its own, n = rows. */
  readonly rows: Int32Array | null;
}

const gathered = (x: tf.Tensor, rows: Int32Array | null): tf.Tensor =>
  rows === null ? x : takeRows(x, rows);

const scattered = (dy: tf.Tensor, rows: Int32Array | null, n: number): tf.Tensor =>
  rows === null ? dy : scatterRows(dy, rows, n);

/**
 * A linear layer over parts side by side, [x₁[rows₁]; x₂[rows₂]; …]·Wᵀ + b: [rows, out]. Each part is multiplied before
 * its rows are taken, once for all rows that share it, and the wide input is never formed. Differentiable by all.
 *
 * @param weight [out, sum of widths]
 * @param bias [out]
 */
export function linearOfParts(
  parts: readonly LinearPart[],
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
): tf.Tensor2D {
  const out = weight.shape[0];
  const starts = parts.map((_, k) => parts.slice(0, k).reduce((sum, { x }) => sum + x.shape[1], 0));
  const block = (whole: tf.Tensor, k: number): tf.Tensor =>
    whole.slice([0, starts[k]], [out, parts[k].x.shape[1]]);
  const names = parts.map((_, k) => `x${k}`);
  return differentiable([...parts.map(({ x }) => x), weight, bias], () => ({
    value: tf.tidy(() => {
      const products = parts.map(({ x, rows }, k) =>
        tf.tidy(() => gathered(matMul(x, block(weight, k), "second"), rows)),
      );
      return addBias(products.reduce(add), bias);
    }),
    saved: Object.fromEntries<tf.Tensor>([
      ["weight", weight],
      ...parts.map(({ x }, k) => [names[k], x] as const),
    ]),
    backward: (dy, saved) =>
      tf.tidy(() => {
        const byPart = parts.map(({ x, rows }, k) => {
          const dRows = scattered(dy, rows, x.shape[0]);
          return {
            x: matMul(dRows, block(saved.weight, k)),
            weight: matMul(dRows, saved[names[k]], "first"),
          };
        });
        return [
          ...byPart.map((part) => part.x),
          tf.concat(
            byPart.map((part) => part.weight),
            1,
          ),
          columnSum(dy),
        ];
      }),
  })) as tf.Tensor2D;
}
