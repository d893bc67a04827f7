import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { parameter } from "../../src/nn/parameters.js";
import { writeCheckpoint, latestCheckpoint } from "../../src/train/checkpoint.js";
import { Stopped } from "../../src/train/failures.js";
import { NotANumber } from "../../src/base/not-a-number.js";
import { freshProgress, type Progress } from "../../src/train/state.js";
import { cutBatches } from "../../src/train/epoch.js";
import type { StepReport } from "../../src/train/trainer.js";
import { assignValues, valuesOf } from "../../src/train/weights.js";
import { attemptDir } from "../../src/store/paths.js";
import { onBothEngines, onNative } from "../support/models/engines.js";
import { inFolder } from "../support/runs/runs.js";
import { events, metrics, smallModel, smallTrainer, type SmallOptions } from "./small-run.js";

interface End {
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly progress: Progress;
}

/** Trains to the end, stopping after the given number of steps to go on from a checkpoint in another model. */
async function trainSmall(options: SmallOptions = {}, stopAfter = Infinity): Promise<End> {
  return await inFolder(async (dir) => {
    const run = { trainId: "t", engine: "native" as const, threads: 2 };
    let model = smallModel();
    let trainer = smallTrainer(model, options);
    let progress = freshProgress();
    let steps = 0;
    const onStep = (): Promise<void> =>
      ++steps === stopAfter ? Promise.reject(new Stopped("asked")) : Promise.resolve();
    try {
      await trainer.run(progress, events({ onStep }));
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      assert.ok(trainer.isBetweenUpdates());
      await writeCheckpoint(attemptDir(dir, 1), {
        ...run,
        step: steps,
        progress,
        bestFile: null,
        parameters: valuesOf(model.parameters),
        optimizer: trainer.optimizer.state(),
      });
      trainer.dispose();
      model.dispose();
      const checkpoint = await latestCheckpoint(dir, run);
      assert.ok(checkpoint !== null && checkpoint.step === stopAfter);
      // Other initial values, so that nothing but the checkpoint can give the same end.
      model = smallModel(99);
      trainer = smallTrainer(model, options);
      assignValues(model.parameters, checkpoint.parameters);
      trainer.optimizer.restore(checkpoint.optimizer);
      ({ progress } = checkpoint);
      await trainer.run(progress, events());
    }
    const values = valuesOf(model.parameters);
    trainer.dispose();
    model.dispose();
    return { values, progress };
  });
}

onBothEngines("trainer", () => {
  it("resumed from a checkpoint ends with the same bits, dropout and schedule included", async () => {
    const whole = await trainSmall();
    for (const stopAfter of [1, 4, 5, 7]) {
      const { values, progress } = await trainSmall({}, stopAfter);
      assert.deepEqual(values, whole.values, `stopped after step ${stopAfter}`);
      assert.deepEqual(progress, whole.progress);
    }
  });

  it("holds as many tensors after every step, and frees all", async () => {
    const before = tf.memory().numTensors;
    const model = smallModel();
    const trainer = smallTrainer(model);
    const counts = new Set<number>();
    const onStep = (): Promise<void> => {
      counts.add(tf.memory().numTensors);
      return Promise.resolve();
    };
    await trainer.run(freshProgress(), events({ onStep }));
    assert.equal(counts.size, 1);
    trainer.dispose();
    model.dispose();
    assert.equal(tf.memory().numTensors, before);
  });
});

describe("trainer's cadence", () => {
  onNative();

  it("with accumulation updates after batch 0, then every third, and drops what is left of an epoch", async () => {
    const schedule = { accumulate: 3, warmup: 0 };
    const updated: boolean[] = [];
    const model = smallModel();
    const trainer = smallTrainer(model, { schedule });
    const onStep = (_: Progress, { norm }: { norm: number | null }): Promise<void> => {
      updated.push(norm !== null);
      return Promise.resolve();
    };
    await trainer.run(freshProgress(), events({ onStep }));
    const epoch = [true, false, false, true, false];
    assert.deepEqual(updated, [...epoch, ...epoch]);
    const withLast = valuesOf(model.parameters);
    trainer.dispose();
    model.dispose();
    // The fifth batch waits for an update that never comes, so leaving it out changes nothing.
    const batches = (at: number): number[][] => [0, 1, 2, 3].map((i) => [(i + at) % 5]);
    const { values } = await trainSmall({ schedule, batches });
    assert.deepEqual(values, withLast);
  });

  it("with accumulation of the last batch throws the others away, as if they were never there", async () => {
    const orders = [
      [0, 1, 2, 3, 4],
      [0, 4, 1, 3, 2],
    ];
    const ends = async (accumulation: "last" | undefined) =>
      await Promise.all(
        orders.map(async (order) => {
          const schedule = {
            accumulate: 3,
            warmup: 0,
            ...(accumulation !== undefined && { accumulation }),
          };
          const batches = (): number[][] => order.map((document) => [document]);
          return (await trainSmall({ schedule, batches })).values;
        }),
      );
    const [first, second] = await ends("last");
    assert.deepEqual(first, second);
    const [summed, others] = await ends(undefined);
    assert.notDeepEqual(summed, others, "without it they count");
  });

  it("makes updates beyond the planned ones at rate 0", async () => {
    const factors: number[] = [];
    const model = smallModel();
    // 10 batches, a third of them planned as updates: 3; batches 0 and 3 of both epochs are updates: 4.
    const trainer = smallTrainer(model, { schedule: { accumulate: 3, warmup: 0 } });
    let before: ReadonlyMap<string, Float32Array> = new Map();
    const onStep = (_: Progress, { norm, factor }: StepReport): Promise<void> => {
      if (norm !== null) factors.push(factor);
      if (factors.length === 3) before = valuesOf(model.parameters);
      return Promise.resolve();
    };
    await trainer.run(freshProgress(), events({ onStep }));
    assert.deepEqual(factors, [1, 2 / 3, 1 / 3, 0]);
    assert.deepEqual(valuesOf(model.parameters), before);
    trainer.dispose();
    model.dispose();
  });

  it("evaluates in every so many epochs only, and in the last", async () => {
    const model = smallModel();
    const trainer = smallTrainer(model, { schedule: { epochs: 5, evaluateEpochs: 2 } });
    const progress = freshProgress();
    await trainer.run(progress, events());
    assert.deepEqual(
      progress.dev.map(({ epoch }) => epoch),
      [2, 4, 5],
    );
    trainer.dispose();
    model.dispose();
  });

  it("learns from an incomplete last batch where it is kept", async () => {
    const rows: number[] = [];
    const model = smallModel();
    const schedule = { batch: 2, epochs: 1, dropLast: false };
    const batches = (): number[][] => cutBatches([0, 1, 2, 3, 4], schedule);
    const trainer = smallTrainer(model, { schedule, batches });
    const onStep = (_: Progress, { batch }: StepReport): Promise<void> => {
      rows.push(batch.size);
      return Promise.resolve();
    };
    const progress = freshProgress();
    await trainer.run(progress, events({ onStep }));
    assert.deepEqual(rows, [2, 2, 1]);
    assert.equal(trainer.counts.batches, 3);
    assert.deepEqual(
      progress.dev.map(({ step }) => step),
      [2],
      "before the last batch",
    );
    trainer.dispose();
    model.dispose();
  });

  it("evaluates before the last batch of each epoch and keeps a strictly higher F1 only", async () => {
    const results = [10, 10, 12, 12, 11];
    const best: boolean[] = [];
    const model = smallModel();
    const trainer = smallTrainer(model, {
      schedule: { epochs: 5 },
      evaluate: () => Promise.resolve(metrics(results[best.length])),
    });
    const progress = freshProgress();
    const onEvaluated = (_: Progress, isBest: boolean): Promise<void> => {
      best.push(isBest);
      return Promise.resolve();
    };
    await trainer.run(progress, events({ onEvaluated }));
    assert.deepEqual(best, [true, false, true, false, false]);
    assert.equal(progress.best, 2);
    assert.deepEqual(
      progress.dev.map(({ step }) => step),
      [4, 9, 14, 19, 24],
    );
    assert.deepEqual(
      progress.dev.map(({ epoch }) => epoch),
      [1, 2, 3, 4, 5],
    );
    trainer.dispose();
    model.dispose();
  });

  it("also evaluates every so many updates", async () => {
    const model = smallModel();
    const trainer = smallTrainer(model, { schedule: { evaluateEvery: 3 } });
    const progress = freshProgress();
    await trainer.run(progress, events());
    assert.deepEqual(
      progress.dev.map(({ step }) => step),
      [3, 4, 6, 9],
    );
    trainer.dispose();
    model.dispose();
  });

  it("stopped in an evaluation, makes it when it goes on", async () => {
    const model = smallModel();
    let stop = true;
    const trainer = smallTrainer(model, {
      evaluate: () => (stop ? Promise.reject(new Stopped("asked")) : Promise.resolve(metrics(7))),
    });
    const progress = freshProgress();
    await assert.rejects(trainer.run(progress, events()), Stopped);
    assert.ok(progress.due && progress.batch === 4);
    stop = false;
    await trainer.run(progress, events());
    assert.deepEqual(
      progress.dev.map(({ step }) => step),
      [4, 9],
    );
    trainer.dispose();
    model.dispose();
  });

  it("ends with a loss that is no number, and leaves no tensor behind", async () => {
    const before = tf.memory().numTensors;
    const model = smallModel();
    const trainer = smallTrainer(model);
    const bias = parameter(model.parameters, "bilinear.bias");
    tf.tidy(() => {
      bias.assign(tf.fill(bias.shape, NaN));
    });
    await assert.rejects(trainer.run(freshProgress(), events()), NotANumber);
    trainer.dispose();
    model.dispose();
    assert.equal(tf.memory().numTensors, before);
  });
});
