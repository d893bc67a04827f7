import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { resizeAligned } from "../../../src/nn/ops/resize.js";
import { onBothEngines } from "../../support/models/engines.js";
import { checkGradients } from "../../support/models/gradients.js";

onBothEngines("nn/ops/resize", () => {
  it("keeps the corners where they are", () => {
    const got = tf.tidy(() => {
      const x = tf.tensor4d([0, 3, 6, 9], [1, 2, 2, 1]);
      return [...resizeAligned(x, [4, 2]).dataSync()];
    });
    const want = [0, 3, 2, 5, 4, 7, 6, 9];
    got.forEach((value, i) => {
      assert.ok(Math.abs(value - want[i]) < 1e-6, got.join());
    });
  });

  it("gives what TensorFlow's own resize with aligned corners gives", () => {
    const far = tf.tidy(() => {
      const x = tf.randomNormal<tf.Rank.R4>([2, 5, 3, 4], 0, 1, "float32", 7);
      const want = tf.image.resizeBilinear(x, [10, 6], true);
      return resizeAligned(x, [10, 6]).sub(want).abs().max().dataSync()[0];
    });
    assert.ok(far < 1e-5, `${far}`);
  });

  it("makes one value many", () => {
    const got = tf.tidy(() => [...resizeAligned(tf.ones([1, 1, 1, 1]), [2, 2]).dataSync()]);
    assert.deepEqual(got, [1, 1, 1, 1]);
  });

  it("has the gradients of finite differences", () => {
    checkGradients(([x]) => resizeAligned(x, [6, 4]), [{ name: "x", shape: [2, 3, 2, 2] }]);
  });
});
