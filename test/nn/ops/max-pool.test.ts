import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { maxPool } from "../../../src/nn/ops/max-pool.js";
import { onAllKernels } from "../../support/models/engines.js";
import { checkGradients } from "../../support/models/gradients.js";

onAllKernels("nn/ops/max-pool", () => {
  it("leaves out an odd last row and column", () => {
    const pooled = tf.tidy(() => maxPool(tf.range(0, 15).reshape([1, 3, 5, 1])));
    assert.deepEqual(pooled.shape, [1, 1, 2, 1]);
    assert.deepEqual([...pooled.dataSync()], [6, 8]);
    pooled.dispose();
  });

  it("gives the gradient to the first of equal values, once", () => {
    const gradient = tf.tidy(() => {
      const x = tf.tensor4d([0, 0, 1, 2, 0, 0, 2, 2], [1, 2, 4, 1]);
      return [
        ...tf
          .grad((values: tf.Tensor) => maxPool(values).sum())(x)
          .dataSync(),
      ];
    });
    assert.deepEqual(gradient, [1, 0, 0, 1, 0, 0, 0, 0]);
  });

  it("has the gradients of finite differences", () => {
    checkGradients(([x]) => maxPool(x), [{ name: "x", shape: [2, 5, 4, 2] }]);
  });
});
