import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import type { Backbone } from "../../../../src/contract/backbone.js";
import { BACKBONES } from "../../../../src/methods/backbones/registry.js";
import { latestCheckpoint, writeCheckpoint } from "../../../../src/train/checkpoint.js";
import { epochBatches } from "../../../../src/train/epoch.js";
import { Stopped } from "../../../../src/train/failures.js";
import { evaluateModel } from "../../../../src/train/evaluation/model-metrics.js";
import type { Model } from "../../../../src/train/model.js";
import { freshProgress, type Progress } from "../../../../src/train/state.js";
import { createTrainer, type Trainer } from "../../../../src/train/trainer.js";
import { assignValues, valuesOf } from "../../../../src/train/weights.js";
import { attemptDir } from "../../../../src/store/paths.js";
import { nameTriplesOf } from "../../../../src/scoring/name-triples.js";
import { onNative } from "../../../support/models/engines.js";
import { smokeModel, smokeSpec } from "../../../support/models/smoke-training.js";
import { inFolder } from "../../../support/runs/runs.js";
import { events } from "../../../train/small-run.js";

/** Documents that are learned from: a few steps an epoch, the last of them incomplete. */
const DOCUMENTS = 28;
/** Documents of a step at most: a backbone whose batches are larger would have one an epoch. */
const BATCH = 8;
const EPOCHS = 2;

/** A few steps of a backbone's smoke run, on its own schedule and loss. */
async function fewSteps({ id, ownLoss }: Backbone): Promise<{ model: Model; trainer: Trainer }> {
  const spec = smokeSpec(ownLoss!, id);
  const { model, inputs } = await smokeModel(spec);
  const { layout } = inputs;
  const dev = await inputs.split(spec.devSet);
  const features = dev.features.slice(0, DOCUMENTS);
  const split = { id: dev.id, features: features.slice(0, 6), gold: dev.gold.slice(0, 6) };
  const batch = Math.min(BATCH, spec.schedule.batch);
  const schedule = { ...spec.schedule, batch, epochs: EPOCHS, evaluateEpochs: 1 };
  const reading = { model, split, layout, size: 4, check: () => undefined };
  const trainer = createTrainer({
    model,
    schedule,
    layout,
    features,
    seed: spec.seed,
    batches: (epoch) => epochBatches(schedule, DOCUMENTS, spec.seed, epoch),
    evaluate: () => evaluateModel(reading, spec.decoder, nameTriplesOf([])),
  });
  return { model, trainer };
}

const count = (): number => tf.memory().numTensors;

for (const backbone of BACKBONES.values()) {
  describe(`a training of ${backbone.label}`, function () {
    this.timeout(240_000);
    onNative();

    const counts = new Set<number>();
    const progress = freshProgress();
    let [looks, left] = [0, 0];
    let wanted: ReadonlyMap<string, Float32Array>;

    before("a whole training", async () => {
      const before = count();
      const { model, trainer } = await fewSteps(backbone);
      const look = (): Promise<void> => {
        // The first update makes the optimizer's state.
        if (++looks > 1) counts.add(count());
        return Promise.resolve();
      };
      await trainer.run(progress, events({ onStep: look, onEvaluated: look }));
      wanted = valuesOf(model.parameters);
      trainer.dispose();
      model.dispose();
      left = count() - before;
    });

    it("holds as many tensors after every step and evaluation, and frees all", () => {
      assert.ok(looks >= 6, `${looks} steps and evaluations`);
      assert.equal(counts.size, 1, `numTensors was ${[...counts].join(", ")}`);
      assert.equal(left, 0);
    });

    it("killed and resumed from its checkpoint ends with the same bits", async () => {
      await inFolder(async (dir) => {
        const run = { trainId: "t", engine: "native" as const, threads: 2 };
        const first = await fewSteps(backbone);
        const begun = freshProgress();
        let steps = 0;
        const onStep = (): Promise<void> =>
          ++steps === 3 ? Promise.reject(new Stopped("asked")) : Promise.resolve();
        await assert.rejects(first.trainer.run(begun, events({ onStep })), Stopped);
        await writeCheckpoint(attemptDir(dir, 1), {
          ...run,
          step: steps,
          progress: begun,
          bestFile: null,
          parameters: valuesOf(first.model.parameters),
          optimizer: first.trainer.optimizer.state(),
        });
        first.trainer.dispose();
        first.model.dispose();

        const { model, trainer } = await fewSteps(backbone);
        // Other values than those that it began with, so that nothing but the checkpoint can give the same end.
        const zeros = [...valuesOf(model.parameters)].map(
          ([name, values]) => [name, values.map(() => 0)] as const,
        );
        assignValues(model.parameters, new Map(zeros));
        const checkpoint = await latestCheckpoint(dir, run);
        assert.equal(checkpoint?.step, 3);
        assignValues(model.parameters, checkpoint.parameters);
        trainer.optimizer.restore(checkpoint.optimizer);
        const rest: Progress = structuredClone(checkpoint.progress);
        await trainer.run(rest, events());
        assert.deepEqual(rest, progress);
        const got = valuesOf(model.parameters);
        assert.deepEqual([...got.keys()], [...wanted.keys()]);
        for (const [name, values] of got) assert.deepEqual(values, wanted.get(name), name);
        trainer.dispose();
        model.dispose();
      });
    });
  });
}
