import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { startEngine } from "../../src/engine/start.js";
import { cases } from "./kernel-cases.js";

interface Values {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly numbers: readonly number[];
}

const read = (compute: () => tf.Tensor[]): Values[] =>
  tf.tidy(() =>
    compute().map((tensor) => ({
      shape: tensor.shape,
      dtype: tensor.dtype,
      numbers: [...tensor.dataSync()],
    })),
  );

/** Float32 rounding of sums of a few hundred terms; what is below 1e-30 is a denormal number or zero. */
function near(native: number, wasm: number): boolean {
  if (Object.is(native, wasm) || native === wasm) return true;
  return Math.abs(native - wasm) <= 3e-6 + 2e-5 * Math.abs(native);
}

describe("engine/wasm: the same numbers as native, operation by operation", () => {
  const native = new Map<string, Values[]>();
  before(async () => {
    await startEngine("native");
    for (const [name, compute] of Object.entries(cases)) native.set(name, read(compute));
    await startEngine("wasm");
  });
  after(async () => {
    await startEngine("native");
  });

  for (const [name, compute] of Object.entries(cases)) {
    it(name, () => {
      const tensors = tf.memory().numTensors;
      const data = tf.engine().backend.numDataIds();
      const results = read(compute);
      assert.equal(tf.memory().numTensors, tensors, "tensors left behind");
      assert.equal(tf.engine().backend.numDataIds(), data, "memory left behind");
      const expected = native.get(name)!;
      assert.equal(results.length, expected.length);
      for (const [at, { shape, dtype, numbers }] of expected.entries()) {
        assert.deepEqual(results[at].shape, shape);
        assert.equal(results[at].dtype, dtype);
        const off = numbers.findIndex((number, i) => !near(number, results[at].numbers[i]));
        assert.equal(off, -1, `result ${at}: ${numbers[off]}, wasm ${results[at].numbers[off]}`);
      }
    });
  }

  it("adds up ten million numbers as exactly as native does, to five digits and more", () => {
    const [sum, mean, square] = tf.tidy(() => {
      const x = tf.fill([10_000_019], 0.1);
      return [tf.sum(x), tf.mean(x), tf.sum(tf.square(x))].map((t) => t.dataSync()[0]);
    });
    assert.ok(Math.abs(sum / 1_000_001.9 - 1) < 1e-5, `${sum}`);
    assert.ok(Math.abs(mean / 0.1 - 1) < 1e-5, `${mean}`);
    assert.ok(Math.abs(square / 100_000.19 - 1) < 1e-5, `${square}`);
  });
});
