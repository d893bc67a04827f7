import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { makeBatch } from "../../src/corpus/features/batch.js";
import { createDropout } from "../../src/nn/ops/dropout.js";
import { freshProgress } from "../../src/train/state.js";
import { valuesOf } from "../../src/train/weights.js";
import { smallEncoder } from "../nn/encoder/small.js";
import { onNative } from "../support/models/engines.js";
import { events, FEATURES, LAYOUT, smallModel, smallTrainer } from "./small-run.js";

describe("a training that takes less memory", () => {
  onNative();

  it("with accumulation sums what a larger batch has, where batches have as many pairs", () => {
    const encoder = smallEncoder({ hiddenDropout: 0, attentionDropout: 0 });
    const model = smallModel(5, { encoder });
    const stepOn = (members: readonly number[], weight: number): ReadonlyMap<string, number[]> => {
      const batch = makeBatch(
        members.map((index) => FEATURES[index]),
        LAYOUT,
      );
      const { gradients } = model.step(batch, createDropout(5, 0), weight);
      const values = new Map([...gradients].map(([name, of]) => [name, [...of.dataSync()]]));
      tf.dispose([...gradients.values()]);
      return values;
    };
    const whole = stepOn([0, 1, 2, 3], 1);
    const [first, second] = [stepOn([0, 1], 1 / 2), stepOn([2, 3], 1 / 2)];
    assert.deepEqual([...first.keys()], [...whole.keys()]);
    let moved = 0;
    for (const [name, values] of whole) {
      const largest = Math.max(...values.map(Math.abs));
      values.forEach((value, at) => {
        const sum = first.get(name)![at] + second.get(name)![at];
        assert.ok(Math.abs(sum - value) <= 1e-5 * largest + 1e-8, `${name}: ${sum}, ${value}`);
        moved += Math.abs(first.get(name)![at] - second.get(name)![at]);
      });
    }
    assert.ok(moved > 0.01, "both halves have the same gradients");
    model.dispose();
  });

  it("ends with the same bits where encoder layers are computed again", async () => {
    const train = async (recompute: boolean): Promise<ReadonlyMap<string, Float32Array>> => {
      const model = smallModel(5, { encoder: smallEncoder({ layers: 3 }), recompute });
      const trainer = smallTrainer(model);
      await trainer.run(freshProgress(), events());
      const values = valuesOf(model.parameters);
      trainer.dispose();
      model.dispose();
      return values;
    };
    assert.deepEqual(await train(true), await train(false));
  });
});
