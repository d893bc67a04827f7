import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { batchNormRelu } from "../../../src/nn/ops/batch-norm.js";
import { onAllKernels } from "../../support/models/engines.js";
import { checkGradients } from "../../support/models/gradients.js";

/** Running values for a test, and the way to free them. */
function running(mean: number[], variance: number[]) {
  const of = (values: number[]): tf.Variable => tf.tidy(() => tf.variable(tf.tensor1d(values)));
  const values = { mean: of(mean), variance: of(variance) };
  const dispose = (): void => {
    tf.dispose([values.mean, values.variance]);
  };
  return { values, dispose };
}

const near = (got: ArrayLike<number>, want: readonly number[]): void => {
  want.forEach((value, i) => {
    assert.ok(
      Math.abs(got[i] - value) < 1e-5,
      `${[...Array.from(got)].join()}, not ${want.join()}`,
    );
  });
};

onAllKernels("nn/ops/batch-norm", () => {
  it("normalizes x + bias by the batch in training, the running values follow, the variance unbiased, and ReLU", () => {
    const { values, dispose } = running([1, 0], [1, 2]);
    const y = tf.tidy(() => {
      const x = tf.tensor2d([1, 0, 2, 0, 3, 6], [3, 2]);
      const affine = { gain: tf.tensor1d([1, 2]), shift: tf.tensor1d([0, 1]) };
      const bias = tf.tensor1d([10, -5]);
      return batchNormRelu(x, { bias, ...affine, ...values }, "train").dataSync();
    });
    const [a, b] = [1 / Math.sqrt(2 / 3 + 1e-5), 2 / Math.sqrt(8 + 1e-5)];
    const relu = (value: number): number => Math.max(0, value);
    near(y, [-a, 1 - 2 * b, 0, 1 - 2 * b, a, 1 + 4 * b].map(relu));
    near(values.mean.dataSync(), [0.9 + 1.2, -0.3]);
    near(values.variance.dataSync(), [0.9 + 0.1, 1.8 + 1.2]);
    dispose();
  });

  it("normalizes by the running values when it predicts, and leaves them alone", () => {
    const { values, dispose } = running([1, 0], [4, 1]);
    const y = tf.tidy(() => {
      const affine = { gain: tf.ones([2]), shift: tf.zeros([2]) };
      const [x, bias] = [tf.tensor2d([3, 5, 0, 0], [2, 2]), tf.tensor1d([0, 2])];
      return batchNormRelu(x, { bias, ...affine, ...values }, "predict").dataSync();
    });
    near(y, [1, 7 / Math.sqrt(1 + 1e-5), 0, 2 / Math.sqrt(1 + 1e-5)]);
    near(values.mean.dataSync(), [1, 0]);
    dispose();
  });

  for (const mode of ["train", "predict"] as const) {
    it(`has the gradients of finite differences, mode ${mode}`, () => {
      const { values, dispose } = running([0.2, -0.1, 0.3], [0.5, 1, 2]);
      checkGradients(
        ([x, bias, gain, shift]) => batchNormRelu(x, { bias, gain, shift, ...values }, mode),
        [
          { name: "x", shape: [5, 3] },
          { name: "bias", shape: [3] },
          { name: "gain", shape: [3] },
          { name: "shift", shape: [3] },
        ],
        2e-2,
      );
      dispose();
    });
  }
});
