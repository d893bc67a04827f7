import { basename, join, relative } from "node:path";
import type { TrainResult } from "../contract/result.js";
import { checkClaim, isSuperseded } from "../store/claims/claim.js";
import {
  bestName,
  latestCheckpoint,
  removeOlderBest,
  writeCheckpoint,
  type Checkpoint,
} from "./checkpoint.js";
import { epochBatches } from "./epoch.js";
import { evaluateModel } from "./evaluation/model-metrics.js";
import { Stopped } from "./failures.js";
import type { Inputs } from "./inputs.js";
import type { Model } from "./model.js";
import { peakMemory } from "../provenance/recorder.js";
import { newRate } from "./step-rate.js";
import { freshProgress } from "./state.js";
import { createTrainer } from "./trainer.js";
import type { Trained, TrainingRun } from "./training-run.js";
import { assignValues, keepWeights, valuesOf, writeWeights } from "./weights.js";

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
  const { spec, dir, attempt, messages } = run;
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
  const progress = checkpoint === null ? freshProgress() : structuredClone(checkpoint.progress);
  let bestFile = checkpoint?.bestFile ?? null;
  if (checkpoint !== null) {
    assignValues(model.parameters, checkpoint.parameters);
    trainer.optimizer.restore(checkpoint.optimizer);
  }
  const { batches, epochs } = trainer.counts;
  const stepOf = (): number => progress.epoch * batches + progress.batch;
  const resumedAt = checkpoint === null ? null : stepOf();
  const begun = performance.now();
  const before = progress.seconds;
  const secondsNow = (): number => before + (performance.now() - begun) / 1000;
  const peakSoFar = (): number => Math.max(progress.peakMemoryBytes ?? 0, peakMemory());
  const rate = newRate();
  let saved = begun;

  const save = async (): Promise<void> => {
    await checkClaim(attempt);
    progress.seconds = secondsNow();
    progress.peakMemoryBytes = peakSoFar();
    await writeCheckpoint(attempt, {
      trainId: run.trainId,
      engine: run.engine,
      threads: run.threads,
      step: stepOf(),
      progress,
      bestFile,
      parameters: valuesOf(model.parameters),
      optimizer: trainer.optimizer.state(),
    });
    if (bestFile !== null) await removeOlderBest(attempt, basename(bestFile));
    saved = performance.now();
    messages.send({ type: "checkpoint", step: stepOf() });
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
          stepsPerSecond: rate(),
        });
        if (!trainer.isBetweenUpdates()) return;
        run.check();
        if (performance.now() - saved > CHECKPOINT_MS) await save();
      },
      onEvaluated: async (_, isBest) => {
        const { epoch, f1, ignF1, precision, recall } = progress.dev.at(-1)!;
        const metrics = { f1, ignF1, precision, recall };
        messages.send({ type: "evaluated", evalSet: spec.devSet, epoch, metrics });
        if (!isBest) return;
        const path = join(attempt, bestName(stepOf()));
        await writeWeights(path, run.trainId, model.parameters);
        bestFile = relative(dir, path);
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
  // The weights of the result are those of whoever writes it.
  await checkClaim(attempt);
  await keepWeights(join(dir, bestFile!), dir, run.trainId);
  const { dev: results, best } = progress;
  const result: TrainResult = {
    schema: 1,
    trainId: run.trainId,
    dev: results,
    best,
    steps: epochs * batches,
  };
  return { result, resumedAt, seconds: secondsNow(), peakMemoryBytes: peakSoFar() };
}
