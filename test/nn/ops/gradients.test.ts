import * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../../src/contract/compute/dropout.js";
import { differentiable } from "../../../src/nn/ops/differentiable.js";
import { createDropout, dropOut, keepScale, nextMask } from "../../../src/nn/ops/dropout.js";
import { gatherRows } from "../../../src/nn/ops/gather.js";
import {
  attention,
  biasGelu,
  biasGeluGradients,
  dropAddNorm,
  dropAddNormGradients,
} from "../../../src/nn/ops/kernels.js";
import { layerNorm } from "../../../src/nn/ops/layer-norm.js";
import { linear } from "../../../src/nn/ops/linear.js";
import { onAllKernels } from "../../support/models/engines.js";
import { checkGradients } from "../../support/models/gradients.js";

/** A window of four rows and one of two. */
const SHAPE = { starts: Int32Array.of(0, 4, 6), heads: 2 };
const WIDEST = 4;

/** Attention as a differentiable operation, with the asked probability rows behind its values. */
const attend = (
  [projected, shift]: tf.Tensor[],
  bias: tf.Tensor | null,
  mask: Mask | null,
  rows: Int32Array | null,
): tf.Tensor =>
  differentiable([projected, shift], () => {
    const factors = { query: 0.5, value: keepScale(mask?.rate ?? 0) };
    const { joined, asked, saved, backward } = attention(projected.clone(), shift, {
      ...{ shape: SHAPE, factors, bias, mask, rows },
    });
    return {
      value: tf.concat([joined.flatten(), ...(asked === null ? [] : [asked.flatten()])]),
      saved: { ...saved },
      backward: (dy, kept) => {
        const dJoined = dy.slice([0], [joined.size]).reshape(joined.shape);
        const dAsked =
          rows === null
            ? null
            : dy.slice([joined.size]).reshape([rows.length, SHAPE.heads, WIDEST]);
        const by = backward(dJoined, dAsked, kept);
        return [by.x, by.bias];
      },
    };
  });

const projections = [
  { name: "projected", shape: [6, 24] },
  { name: "shift", shape: [24] },
];

onAllKernels("model/nn: gradients are those of finite differences", function () {
  it("linear", () => {
    checkGradients(
      ([x, weight, bias]) => linear(x, weight, bias),
      [
        { name: "x", shape: [3, 4] },
        { name: "weight", shape: [5, 4] },
        { name: "bias", shape: [5] },
      ],
    );
  });

  it("layer norm", () => {
    checkGradients(
      ([x, gain, shift]) => layerNorm(x, gain, shift, 1e-5),
      [
        { name: "x", shape: [3, 6] },
        { name: "gain", shape: [6] },
        { name: "shift", shape: [6] },
      ],
      2e-2,
    );
  });

  it("GELU with its bias", () => {
    checkGradients(
      ([x, bias]) =>
        differentiable([x, bias], () => ({
          value: biasGelu(x, bias),
          saved: { x, bias },
          backward: (dy, saved) => {
            const gradients = biasGeluGradients(dy, saved.x, saved.bias);
            return [gradients.x, gradients.bias];
          },
        })),
      [
        { name: "x", shape: [4, 5] },
        { name: "bias", shape: [5] },
      ],
    );
  });

  for (const rate of [0, 0.3]) {
    it(`the end of a block, with dropout at ${rate}`, () => {
      checkGradients(
        ([x, branch, bias, gain, shift]) =>
          differentiable([x, branch, bias, gain, shift], () => {
            const mask = nextMask(createDropout(3, 1), rate);
            const { value, ...norm } = dropAddNorm(
              x,
              branch,
              { bias, gain, shift, epsilon: 1e-5 },
              mask,
            );
            return {
              value,
              saved: { ...norm, gain },
              backward: (dy, saved) => {
                const by = dropAddNormGradients(dy, saved, saved.gain, rate);
                return [by.x, by.branch, by.bias, by.gain, by.shift];
              },
            };
          }),
        [
          { name: "x", shape: [3, 6] },
          { name: "branch", shape: [3, 6] },
          { name: "bias", shape: [6] },
          { name: "gain", shape: [6] },
          { name: "shift", shape: [6] },
        ],
        2e-2,
      );
    });
  }

  it("attention, and probability rows that are read beside it", () => {
    checkGradients((inputs) => attend(inputs, null, null, Int32Array.of(1, 5, 1)), projections);
  });

  it("attention with padding and dropout", () => {
    const bias = tf.tensor1d([0, 0, 0, -1e9, 0, 0]);
    for (const rows of [null, Int32Array.of(1, 5)]) {
      const mask = nextMask(createDropout(7, 1), 0.3);
      checkGradients((inputs) => attend(inputs, bias, mask, rows), projections);
    }
    bias.dispose();
  });

  it("rows of a table, taken several times, one of them frozen", () => {
    const indices = Int32Array.of(0, 2, 2, 3);
    checkGradients(([table]) => gatherRows(table, indices), [{ name: "table", shape: [4, 3] }]);
    const [gradient] = tf.tidy(() =>
      tf.grads((table) => gatherRows(table, indices, 2).sum())([tf.ones([4, 3])]),
    );
    const sums = gradient.sum(1);
    const got = [...sums.dataSync()].join();
    tf.dispose([gradient, sums]);
    if (got !== "3,0,0,3") throw new Error(`Expected no gradient for the frozen row, got ${got}`);
  });

  it("dropout, with the mask of the forward pass", () => {
    checkGradients(([x]) => dropOut(x, createDropout(5, 1), 0.4), [{ name: "x", shape: [6, 5] }]);
  });
});
