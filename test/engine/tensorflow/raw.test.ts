import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { dtypeOf, rawOp, rawOps } from "../../../src/engine/tensorflow/raw.js";
import { startEngine } from "../../../src/engine/start.js";

describe("engine/tensorflow/raw: TensorFlow operations by name", () => {
  before(async () => {
    await startEngine("native");
  });

  it("draws the same uniform numbers for the same seed, others for another, all in [0, 1)", () => {
    tf.tidy(() => {
      const draw = (seed: number): number[] => [
        ...rawOp(
          "StatelessRandomUniform",
          [
            { name: "dtype", kind: "dtype", value: "float32" },
            { name: "T", kind: "dtype", value: "int32" },
            { name: "Tseed", kind: "dtype", value: "int32" },
          ],
          [tf.tensor1d([1000], "int32"), tf.tensor1d([seed, 1], "int32")],
        ).dataSync(),
      ];
      const first = draw(7);
      assert.deepEqual(draw(7), first);
      assert.notDeepEqual(draw(8), first);
      assert.ok(first.every((x) => x >= 0 && x < 1));
      const mean = first.reduce((sum, x) => sum + x, 0) / first.length;
      assert.ok(Math.abs(mean - 0.5) < 0.05, `mean ${mean}`);
    });
  });

  it("takes int and list attributes, and gives several results", () => {
    tf.tidy(() => {
      const x = tf.tensor2d([[1, 5, 3, 4]]);
      const [values, indices] = rawOps(
        "TopKV2",
        [dtypeOf(x), { name: "sorted", kind: "bool", value: true }],
        [x, tf.scalar(2, "int32")],
        2,
      );
      assert.deepEqual([...values.dataSync()], [5, 4]);
      assert.deepEqual([...indices.dataSync()], [1, 3]);
    });
  });

  it("sums several tensors at once, and leaves nothing behind in a tidy", () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const parts = [tf.scalar(1), tf.scalar(2), tf.scalar(4)];
      const sum = rawOp("AddN", [{ name: "N", kind: "int", value: 3 }, dtypeOf(parts[0])], parts);
      assert.equal(sum.dataSync()[0], 7);
    });
    assert.equal(tf.memory().numTensors, before);
  });

  it("says which operation TensorFlow does not know", () => {
    assert.throws(() => rawOps("NoSuchOperation", [], []), /NoSuchOperation/);
  });
});
