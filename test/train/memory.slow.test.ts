import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { AmtlError } from "../../src/base/errors.js";
import { makeBatch, type Batch } from "../../src/corpus/features/batch.js";
import { kernel } from "../../src/methods/backbones/atlop/kernel.js";
import { LOSSES } from "../../src/methods/losses/registry.js";
import { createDropout } from "../../src/nn/ops/dropout.js";
import { epochBatches } from "../../src/train/epoch.js";
import { loadInputs, type Inputs } from "../../src/train/inputs.js";
import { buildModel } from "../../src/train/model.js";
import { createOptimizer } from "../../src/train/optimizer/optimizer.js";
import { someSpec } from "../experiment/specs.js";
import { onNative } from "../support/models/engines.js";

const BATCHES = 50;
const PASSES = 6;
const MEBI = 2 ** 20;

describe("train: memory over replayed batches of profile mini", function () {
  this.timeout(3_600_000);
  onNative();

  it("holds as much after the 6th pass as after the 2nd, within 5 %", async function () {
    const skip = (why: string): never => {
      this.test!.title += ` (skipped: ${why})`;
      return this.skip();
    };
    if (process.env.AMTL_SLOW_TESTS === undefined) skip("AMTL_SLOW_TESTS is not set");
    const inputs = await loadInputs(someSpec).catch((error: unknown): Inputs => {
      if (error instanceof AmtlError) return skip(error.message);
      throw error;
    });
    const { features } = await inputs.split(someSpec.trainSet);
    const { schedule, head, seed } = someSpec;
    const { layout, encoder } = inputs;
    const loss = LOSSES.get(someSpec.loss.id)!;
    const model = buildModel({ encoder, kernel, sizes: head, loss, params: {}, layout, seed });
    const optimizer = createOptimizer(model.parameters, schedule);
    const batches = epochBatches(schedule, features.length, seed, 0)
      .slice(0, BATCHES)
      .map((members): Batch =>
        makeBatch(
          members.map((index) => features[index]),
          layout,
        ),
      );
    assert.equal(batches.length, BATCHES);
    const resident: number[] = [];
    const tensors: number[] = [];
    for (let pass = 0; pass < PASSES; pass++) {
      batches.forEach((batch, index) => {
        const { gradients } = model.step(batch, createDropout(seed, pass * BATCHES + index));
        optimizer.update(gradients, 0.01);
        for (const gradient of gradients.values()) gradient.dispose();
      });
      resident.push(process.memoryUsage.rss() / MEBI);
      tensors.push(tf.memory().numTensors);
    }
    optimizer.dispose();
    model.dispose();
    const shown = `resident MiB after each pass: ${resident.map((value) => value.toFixed(0)).join(", ")}`;
    this.test!.title += ` (${shown})`;
    assert.equal(
      new Set(tensors.slice(1)).size,
      1,
      `tensors after each pass: ${tensors.join(", ")}`,
    );
    assert.ok(Math.abs(resident[5] / resident[1] - 1) <= 0.05, shown);
  });
});
