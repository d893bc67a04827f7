import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { seededRandom } from "../../../src/base/random.js";

export interface Shaped {
  readonly name: string;
  readonly shape: readonly number[];
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Numbers in ±scale that are the same at every call. */
export function numbers(size: number, stream: string, scale = 1): Float32Array {
  const random = seededRandom(11, stream);
  return Float32Array.from({ length: size }, () => (2 * random.next() - 1) * scale);
}

/**
 * Compares the gradients of sum(factors · f(inputs)) with central differences, entry by entry, for every input.
 * The differences are taken in float32, so their own error is a few 1e-4 at this step.
 */
export function checkGradients(
  f: (inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly Shaped[],
  tolerance = 4e-3,
): void {
  const values = inputs.map(({ name, shape }) => numbers(sizeOf(shape), name));
  const tensorsOf = (): tf.Tensor[] =>
    inputs.map(({ shape }, i) => tf.tensor(values[i].slice(), [...shape]));
  const objective = (tensors: tf.Tensor[]): tf.Scalar => {
    const y = f(tensors);
    return y.mul(tf.tensor(numbers(y.size, "factors"), y.shape)).sum();
  };
  const before = tf.memory().numTensors;
  const at = (): number => {
    const value = tf.tidy(() => objective(tensorsOf()));
    const [number] = value.dataSync();
    value.dispose();
    return number;
  };
  const gradients = tf.tidy(() => tf.grads((...args) => objective(args))(tensorsOf()));
  inputs.forEach(({ name }, i) => {
    const got = gradients[i].dataSync();
    assert.equal(got.length, values[i].length, `size of the gradient by ${name}`);
    const step = 1e-2;
    for (let k = 0; k < values[i].length; k++) {
      const kept = values[i][k];
      values[i][k] = kept + step;
      const above = at();
      values[i][k] = kept - step;
      const below = at();
      values[i][k] = kept;
      const want = (above - below) / (2 * step);
      const far = Math.abs(got[k] - want) / Math.max(1, Math.abs(want));
      assert.ok(
        far < tolerance,
        `gradient by ${name}[${k}]: got ${got[k]}, differences give ${want}`,
      );
    }
  });
  tf.dispose(gradients);
  assert.equal(tf.memory().numTensors, before, "tensors left behind");
}
