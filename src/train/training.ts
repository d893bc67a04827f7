import { relative } from "node:path";
import { isSuperseded } from "../store/claims/claim.js";
import { latestCheckpoint, type Checkpoint } from "./checkpoint.js";
import { epochBatches } from "./epoch.js";
import { evaluateModel } from "./evaluation/model-metrics.js";
import { Stopped } from "./failures.js";
import type { Inputs } from "./inputs.js";
import type { Model } from "./model.js";
import { newRate } from "./step-rate.js";
import { createTrainer } from "./trainer.js";
import { createRecord } from "./training-record.js";
import type { Trained, TrainingRun } from "./training-run.js";
import { assignValues, valuesOf } from "./weights.js";

const CHECKPOINT_MS = 300_000;

/** The furthest checkpoint of the run, for this engine. Damaged ones are told, and passed over. */
export const findCheckpoint = (run: TrainingRun): Promise<Checkpoint | null> =>
  latestCheckpoint(run.dir, run, (path, why) => {
    const message = `${relative(run.dir, path)} is damaged (${why}) and is not used`;
    run.messages.send({ type: "warned", message });
  });

/**
 * Trains to the end, from the checkpoint where there is one, and leaves the best weights in the run's folder.
 * The model then holds the last weights, not the best.
 *
 * @throws Stopped after writing a checkpoint; NotANumber; AmtlError (4) when the disk is full, (1) when the best
 *   weights are damaged.
 */
export async function train(
  run: TrainingRun,
  inputs: Inputs,
  model: Model,
  checkpoint: Checkpoint | null,
): Promise<Trained> {
  const { spec, attempt, messages } = run;
  const { layout } = inputs;
  const { features } = await inputs.split(spec.trainSet);
  const dev = await inputs.split(spec.devSet);
  const facts = await inputs.facts(spec.trainSet);
  const trainer = createTrainer({
    model,
    schedule: spec.schedule,
    layout,
    features,
    seed: spec.seed,
    batches: (epoch) => epochBatches(spec.schedule, features.length, spec.seed, epoch),
    evaluate: () => {
      const size = spec.schedule.evalBatch;
      const reading = { model, split: dev, layout, size, check: run.check };
      return evaluateModel(reading, spec.decoder, facts);
    },
  });
  const record = createRecord(run, model, checkpoint);
  const { progress } = record;
  if (checkpoint !== null) {
    assignValues(model.parameters, checkpoint.parameters);
    trainer.optimizer.restore(checkpoint.optimizer);
  }
  const { batches, epochs } = trainer.counts;
  const stepOf = (): number => progress.epoch * batches + progress.batch;
  const resumedAt = checkpoint === null ? null : stepOf();
  const rate = newRate();
  let saved = performance.now();

  const save = async (): Promise<void> => {
    const optimizer = trainer.optimizer.state();
    await record.save({ step: stepOf(), parameters: valuesOf(model.parameters), optimizer });
    saved = performance.now();
    rate.skip();
  };

  try {
    await trainer.run(progress, {
      onStep: async (_, { loss }) => {
        messages.progress({
          type: "progress",
          epoch: progress.epoch + 1,
          epochs,
          step: stepOf(),
          steps: epochs * batches,
          loss,
          stepsPerSecond: rate.step(),
        });
        if (!trainer.isBetweenUpdates()) return;
        run.check();
        if (performance.now() - saved > CHECKPOINT_MS) await save();
      },
      onEvaluated: async (_, isBest) => {
        await record.evaluated(stepOf(), isBest);
        rate.skip();
      },
      onEpoch: async () => {
        if (progress.epoch < epochs) await save();
      },
    });
  } catch (error) {
    const stopped = error instanceof Stopped && !(await isSuperseded(attempt));
    if (stopped && trainer.isBetweenUpdates()) await save();
    throw error;
  } finally {
    trainer.dispose();
  }
  return await record.end(epochs * batches, resumedAt);
}
