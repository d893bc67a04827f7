import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { aggregateRows, meanEdges } from "../../../src/nn/ops/aggregate.js";
import { linearOfParts } from "../../../src/nn/ops/linear-parts.js";
import { onAllKernels } from "../../support/models/engines.js";
import { checkGradients } from "../../support/models/gradients.js";

/** Parallel edges, a source of several targets, and a target without edges. */
const EDGES = meanEdges([
  [0, 1],
  [2, 1],
  [2, 1],
  [3, 0],
  [2, 3],
]);

onAllKernels("nn/ops: aggregation over edges", function () {
  it("is the mean over what arrives, parallel edges counted", () => {
    const y = tf.tidy(() => aggregateRows(tf.tensor2d([1, 2, 4, 8], [4, 1]), EDGES, 4).dataSync());
    assert.deepEqual(
      [...y].map((value) => Math.round(value * 1e5) / 1e5),
      [8, 3, 0, 4],
    );
  });

  it("gives zeros, and a gradient of zeros, without edges", () => {
    tf.tidy(() => {
      const none = meanEdges([]);
      const gradient = tf.grad((x) => aggregateRows(x as tf.Tensor2D, none, 3).sum());
      assert.deepEqual([...gradient(tf.ones([2, 2])).dataSync()], [0, 0, 0, 0]);
    });
  });

  it("has the gradient of finite differences", () => {
    checkGradients(
      ([x]) => aggregateRows(x as tf.Tensor2D, EDGES, 5),
      [{ name: "x", shape: [4, 3] }],
    );
  });
});

onAllKernels("nn/ops: a linear layer over parts", function () {
  const rows = Int32Array.from([1, 0, 1, 1]);

  it("is the linear layer over the parts side by side", () => {
    tf.tidy(() => {
      const [a, b] = [tf.randomNormal<tf.Rank.R2>([2, 3]), tf.randomNormal<tf.Rank.R2>([4, 2])];
      const weight = tf.randomNormal<tf.Rank.R2>([3, 5]);
      const bias = tf.randomNormal<tf.Rank.R1>([3]);
      const got = linearOfParts(
        [
          { x: a, rows },
          { x: b, rows: null },
        ],
        weight,
        bias,
      );
      const input = tf.concat([tf.gather(a, tf.tensor1d(rows, "int32")), b], 1);
      const want = input.matMul(weight, false, true).add(bias);
      assert.ok(got.sub(want).abs().max().dataSync()[0] < 1e-5);
    });
  });

  it("has the gradients of finite differences", () => {
    checkGradients(
      ([a, b, weight, bias]) =>
        linearOfParts(
          [
            { x: a as tf.Tensor2D, rows },
            { x: b as tf.Tensor2D, rows: null },
          ],
          weight as tf.Tensor2D,
          bias as tf.Tensor1D,
        ),
      [
        { name: "a", shape: [2, 3] },
        { name: "b", shape: [4, 2] },
        { name: "weight", shape: [3, 5] },
        { name: "bias", shape: [3] },
      ],
    );
  });
});
