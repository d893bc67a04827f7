import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { convolution } from "../../../src/nn/ops/convolution.js";
import { onAllKernels } from "../../support/models/engines.js";
import { checkGradients } from "../../support/models/gradients.js";

onAllKernels("nn/ops/convolution", () => {
  it("reads each place's neighbours as PyTorch does, and zeros beyond the border", () => {
    const got = tf.tidy(() => {
      const x = tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);
      // Only the neighbour above to the left counts.
      const weight = tf.tensor4d([1, 0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 3, 3]);
      return [...convolution(x, weight).dataSync()];
    });
    assert.deepEqual(got, [0, 0, 0, 0, 1, 2]);
  });

  for (const side of [1, 3]) {
    it(`has the gradients of finite differences, side ${side}`, () => {
      checkGradients(
        ([x, weight]) => convolution(x, weight),
        [
          { name: "x", shape: [2, 3, 4, 2] },
          { name: "weight", shape: [3, 2, side, side] },
        ],
      );
    });
  }
});
