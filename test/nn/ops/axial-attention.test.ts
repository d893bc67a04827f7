import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { axialAttention } from "../../../src/nn/ops/axial-attention.js";
import { selfAttention } from "../../../src/nn/ops/self-attention.js";
import { onAllKernels } from "../../support/models/engines.js";
import { checkGradients, numbers, type Shaped } from "../../support/models/gradients.js";

const D = 4;

const weightsOf = (name: string): Shaped[] => [
  { name: `${name} query`, shape: [D, D] },
  { name: `${name} key and value`, shape: [2 * D, D] },
  { name: `${name} out`, shape: [D, D] },
  { name: `${name} bias`, shape: [D] },
];
const named = ([query, keyValue, out, outBias]: tf.Tensor[]) => ({
  ...{ query, keyValue, out, outBias },
});

onAllKernels("model/nn/axial-attention", () => {
  it("has the gradients that differences give, with and without a bias", () => {
    const shape = { tables: 2, side: 3, heads: 2 };
    const inputs = [
      { name: "x", shape: [18, D] },
      ...weightsOf("of columns"),
      ...weightsOf("of rows"),
    ];
    for (const bias of [null, [0, 1.5, 0, 0, -1e9, 0.7]]) {
      checkGradients(
        ([x, ...weights]) =>
          axialAttention(
            x,
            { column: named(weights.slice(0, 4)), row: named(weights.slice(4)) },
            shape,
            bias === null ? null : tf.tensor2d(bias, [2, 3]),
          ),
        inputs,
      );
    }
  });

  it("has the gradients that differences give in windows of its own", () => {
    checkGradients(
      ([x, ...weights]) => selfAttention(x, named(weights), { width: 3, heads: 2 }, null),
      [{ name: "x", shape: [6, D] }, ...weightsOf("self")],
    );
  });

  it("is the sum of attention within columns and within rows", () => {
    tf.tidy(() => {
      const side = 3;
      const x = numbers(side * side * D, "cells");
      const cell = (h: number, t: number): number[] => [
        ...x.subarray((h * side + t) * D, (h * side + t + 1) * D),
      ];
      const weights = (name: string) =>
        weightsOf(name).map(({ name, shape }) =>
          tf.tensor(
            numbers(
              shape.reduce((a, b) => a * b),
              name,
            ),
            [...shape],
          ),
        );
      const [column, row] = [named(weights("c")), named(weights("r"))];
      const shape = { tables: 1, side, heads: 2 };
      const got = axialAttention(tf.tensor2d(x, [9, D]), { column, row }, shape, null).arraySync();
      const line = (cells: number[][], of: typeof row): number[][] =>
        selfAttention(tf.tensor2d(cells), of, { width: side, heads: 2 }, null).arraySync();
      for (let h = 0; h < side; h++) {
        for (let t = 0; t < side; t++) {
          const down = line([cell(0, t), cell(1, t), cell(2, t)], column)[h];
          const across = line([cell(h, 0), cell(h, 1), cell(h, 2)], row)[t];
          down.forEach((value, i) => {
            const far = Math.abs(got[h * side + t][i] - value - across[i]);
            assert.ok(far < 1e-6, `cell ${h}, ${t}: ${far} apart`);
          });
        }
      }
    });
  });

  it("takes a key with the bias log n as n keys", () => {
    tf.tidy(() => {
      const weights = named(
        weightsOf("w").map(({ name, shape }) =>
          tf.tensor(
            numbers(
              shape.reduce((a, b) => a * b),
              name,
            ),
            [...shape],
          ),
        ),
      );
      const [a, b] = [numbers(D, "a"), numbers(D, "b")].map((values) => [...values]);
      const once = selfAttention(
        tf.tensor2d([a, b]),
        weights,
        { width: 2, heads: 2 },
        tf.tensor4d([0, Math.log(3)], [1, 1, 1, 2]),
      ).arraySync();
      const thrice = selfAttention(
        tf.tensor2d([a, b, b, b]),
        weights,
        { width: 4, heads: 2 },
        null,
      ).arraySync();
      once.forEach((line, i) => {
        line.forEach((value, k) => {
          assert.ok(Math.abs(value - thrice[i][k]) < 1e-6);
        });
      });
    });
  });
});
