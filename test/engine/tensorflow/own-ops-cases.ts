import * as tf from "@tensorflow/tfjs-core";
import { groupedBilinear } from "../../../src/methods/backbones/shared/grouped-bilinear.js";
import type { Mask } from "../../../src/contract/compute/dropout.js";
import { createDropout, nextMask } from "../../../src/nn/ops/dropout.js";
import {
  attention,
  biasGelu,
  biasGeluGradients,
  dropAddNorm,
  dropAddNormGradients,
} from "../../../src/nn/ops/kernels.js";
import { ops } from "../../../src/nn/ops/table.js";
import { globalNorm } from "../../../src/train/optimizer/gradient-norm.js";
import { numbers } from "../../support/models/gradients.js";

export interface Sizes {
  readonly windows: number;
  readonly width: number;
  readonly heads: number;
  readonly size: number;
  readonly rate: number;
  readonly seed: number;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Windows of unequal width, the widest first. */
const startsOf = ({ windows, width }: Sizes): Int32Array => {
  const starts = new Int32Array(windows + 1);
  for (let window = 0; window < windows; window++) {
    starts[window + 1] = starts[window] + Math.max(1, width - 5 * window);
  }
  return starts;
};

const maskOf = ({ seed, rate }: Sizes, starts: Int32Array | null = null): Mask | null =>
  nextMask(createDropout(seed, 1), rate, starts);

/** Every operation with the way back, on numbers that follow from the sizes. */
export const OPERATIONS: Readonly<Record<string, (of: Sizes) => readonly tf.Tensor[]>> = {
  GELU: (of) => {
    const n = of.heads * of.size;
    const x = values(of, "x", [of.width, n], 4);
    const bias = values(of, "bias", [n]);
    const by = biasGeluGradients(values(of, "dy", x.shape), x, bias);
    return [biasGelu(x, bias), by.x, by.bias];
  },
  "end of a block": (of) => {
    // One column has no deviation; two keep the inverse within reason.
    const n = of.heads * of.size + 1;
    const starts = startsOf(of);
    const rows = starts[of.windows];
    const [x, branch, dy] = ["x", "branch", "dy"].map((name) => values(of, name, [rows, n]));
    const [bias, gain, shift] = ["bias", "gain", "shift"].map((name) => values(of, name, [n]));
    const parameters = { bias, gain, shift, epsilon: 1e-2 };
    const { value, ...norm } = dropAddNorm(
      ...[x, branch, parameters, maskOf(of, of.seed % 2 === 0 ? starts : null)],
    );
    const by = dropAddNormGradients(dy, norm, gain, of.rate);
    return [value, by.x, by.branch, by.bias, by.gain, by.shift];
  },
  attention: (of) => {
    const n = of.heads * of.size;
    const starts = startsOf(of);
    const rows = starts[of.windows];
    const settings = {
      shape: { starts, heads: of.heads },
      factors: { query: 0.3, value: 1.25 },
      bias: of.seed % 2 === 0 ? values(of, "padding", [rows], 3) : null,
      mask: maskOf(of),
      // Some rows, one of them twice, or none.
      rows: of.seed % 3 === 0 ? null : Int32Array.of(rows - 1, 0, Math.floor(rows / 2), 0),
    };
    const x = values(of, "x", [rows, 3 * n], 2);
    const { joined, asked, saved, backward } = attention(x, values(of, "b", [3 * n]), settings);
    const dAsked = asked === null ? null : values(of, "d asked", asked.shape);
    const by = backward(values(of, "dy", [rows, n]), dAsked, saved);
    return [joined, ...(asked === null ? [] : [asked]), by.x, by.bias];
  },
  "grouped bilinear layer": (of) => {
    const m = of.heads * of.size;
    const pairs = of.windows * of.width;
    const inputs = {
      head: values(of, "head", [pairs, m]),
      tail: values(of, "tail", [pairs, m]),
      weight: values(of, "weight", [1 + (of.seed % 40), m * of.size]),
    };
    const bias = values(of, "bias", [inputs.weight.shape[0]]);
    const { head, tail, weight } = inputs;
    const dy = values(of, "dy", [pairs, bias.size]);
    const of4 = (...[h, t, w, b]: tf.Tensor[]): tf.Tensor =>
      groupedBilinear(
        h as tf.Tensor2D,
        t as tf.Tensor2D,
        w as tf.Tensor2D,
        b as tf.Tensor1D,
        of.size,
      );
    return [of4(head, tail, weight, bias), ...tf.grads(of4)([head, tail, weight, bias], dy)];
  },
  "filter of a convolution": (of) => {
    const { filterOf, weightOf } = ops().images;
    const side = 1 + 2 * (of.seed % 2);
    const filter = filterOf(values(of, "weight", [of.width, of.size, side, side]));
    return [filter, weightOf(filter)];
  },
  "batch norm and ReLU": (of) => {
    const { batchNormRelu, batchNormReluGradients } = ops().images;
    // Two rows at least: one has no deviation.
    const shape = [1 + of.windows, of.width, 2, of.heads * of.size];
    const n = shape[3];
    const [bias, gain, shift] = ["bias", "gain", "shift"].map((name) => values(of, name, [n]));
    const running = {
      mean: values(of, "mean", [n]),
      variance: tf.abs(values(of, "variance", [n])),
    };
    const momentum = of.seed % 2 === 0 ? 0.1 : null;
    const x = values(of, "x", shape);
    const all = batchNormRelu(x, { bias, gain, shift, epsilon: 1e-2 }, running, momentum);
    const after = all.running === null ? [] : [all.running.mean, all.running.variance];
    // Not what was just computed: the rounding of a value beside 0 would decide whether it has a gradient.
    const [value, normal] = ["value", "normal"].map((name) => values(of, name, shape));
    const saved = { value, normal, inverse: values(of, "inverse", [n]) };
    const by = batchNormReluGradients(values(of, "dy", shape), saved, gain, momentum);
    return [all.value, all.normal, all.inverse, ...after, by.x, by.bias, by.gain, by.shift];
  },
  "largest of windows": (of) => {
    const { maxPool, maxPoolGradient } = ops().images;
    // Some equal values, of which the first takes the gradient.
    const x = values(of, "x", [of.windows, 1 + of.width, 1 + of.heads, of.size])
      .mul(2)
      .round();
    const value = maxPool(x);
    return [value, maxPoolGradient(values(of, "dy", value.shape), x, value)];
  },
  "global norm": (of) => [
    tf.scalar(globalNorm([values(of, "a", [of.width, 50 * of.size]), values(of, "b", [of.heads])])),
  ],
};

const values = ({ seed }: Sizes, name: string, shape: readonly number[], spread = 1): tf.Tensor =>
  tf.tensor(
    numbers(sizeOf(shape), `${name} ${seed}`).map((value) => spread * value),
    [...shape],
  );
