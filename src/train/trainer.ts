import { setImmediate as nextTick } from "node:timers/promises";
import type * as tf from "@tensorflow/tfjs-core";
import { makeBatch, type Batch } from "../corpus/features/batch.js";
import type { Features } from "../contract/corpus/document.js";
import type { LabelLayout } from "../contract/layout.js";
import type { Schedule } from "../contract/schedule.js";
import type { Metrics } from "../contract/result.js";
import { createDropout } from "../nn/ops/dropout.js";
import { sampleNegatives } from "./epoch.js";
import { newAccumulator } from "./optimizer/accumulate.js";
import { NotANumber } from "../base/not-a-number.js";
import type { Model } from "./model.js";
import { createOptimizer, type Optimizer } from "./optimizer/optimizer.js";
import {
  evaluatesAfter,
  evaluatesIn,
  factorAt,
  countSteps,
  updatesAfter,
  type StepCounts,
} from "./optimizer/schedule.js";
import type { DevResult, Progress } from "./state.js";

export interface TrainerParts {
  readonly model: Model;
  readonly schedule: Schedule;
  readonly layout: LabelLayout;
  readonly features: readonly Features[];
  /** Random numbers for dropout masks and sampled pairs. */
  readonly seed: number;
  /** Documents of each batch of an epoch (from 0). */
  readonly batches: (epoch: number) => readonly (readonly number[])[];
  /** The documents of a batch with the pairs that are learned from; left out: with those that the schedule draws. */
  readonly documents?: (members: readonly number[], progress: Progress) => readonly Features[];
  /** Dev metrics of the model as it stands. */
  readonly evaluate: () => Promise<Metrics>;
}

/** What the trainer tells whoever runs it. All may be asynchronous; the trainer waits. */
export interface TrainerEvents {
  /** After every batch; a dev evaluation that is due follows. */
  readonly onStep: (progress: Progress, step: StepReport) => Promise<void>;
  /** After every dev evaluation; the weights are still those that were evaluated. */
  readonly onEvaluated: (progress: Progress, isBest: boolean) => Promise<void>;
  /** After every epoch; progress stands at the beginning of the next. */
  readonly onEpoch: (progress: Progress) => Promise<void>;
}

export interface StepReport {
  readonly batch: Batch;
  readonly loss: number;
  /** Auxiliary terms of the loss, without their weights. */
  readonly terms: Readonly<Record<string, number>>;
  /** null: the batch's gradients wait for an update. */
  readonly norm: number | null;
  readonly factor: number;
}

export interface Trainer {
  readonly counts: StepCounts;
  readonly optimizer: Optimizer;
  /**
   * Trains from where `progress` stands to the end, changing it.
   * @throws NotANumber when a loss is not finite; whatever the events throw stops the training between two steps.
   */
  readonly run: (progress: Progress, events: TrainerEvents) => Promise<void>;
  /** Whether no gradients wait for an update: only then parameters, optimizer and progress are all there is. */
  readonly isBetweenUpdates: () => boolean;
  /** Frees the optimizer's state, not the model. */
  readonly dispose: () => void;
}

/** The official training loop (AMTL train.py; data-pipeline sections 6 and 7). */
export function createTrainer(parts: TrainerParts): Trainer {
  const { model, schedule, layout, features, seed } = parts;
  const counts = countSteps(schedule, features.length);
  const optimizer = createOptimizer(model.parameters, schedule);
  const accumulator = newAccumulator();

  const drawn = (members: readonly number[], { epoch }: Progress): readonly Features[] => {
    const { negatives } = schedule;
    return members.map((index) =>
      negatives === null
        ? features[index]
        : sampleNegatives(features[index], negatives, seed, epoch, index),
    );
  };
  const documentsOf = parts.documents ?? drawn;

  const train = (progress: Progress, members: readonly number[]): StepReport => {
    const batch = makeBatch(documentsOf(members, progress), layout);
    const step = progress.epoch * counts.batches + progress.batch;
    const { loss, terms, gradients } = model.step(
      batch,
      createDropout(seed, step),
      1 / schedule.accumulate,
    );
    if (!Number.isFinite(loss)) {
      dispose(gradients);
      accumulator.clear();
      throw new NotANumber(loss, step);
    }
    const factor = factorAt(schedule, counts, progress);
    const updates = updatesAfter(progress.batch, schedule.accumulate);
    const isKept = updates || schedule.accumulation !== "last";
    if (isKept) accumulator.add(gradients);
    else dispose(gradients);
    const norm = updates ? optimizer.update(accumulator.sums(), factor) : null;
    if (updates) {
      accumulator.clear();
      progress.updates++;
    }
    progress.lossSum += loss;
    addTerms(progress, terms);
    progress.batch++;
    return { batch, loss, terms, norm, factor };
  };

  const evaluate = async (progress: Progress, events: TrainerEvents): Promise<void> => {
    const metrics = await parts.evaluate();
    const { select = "f1" } = schedule;
    const best = progress.dev[progress.best]?.[select] ?? -Infinity;
    progress.dev.push({
      step: progress.epoch * counts.batches + progress.batch,
      epoch: Math.min(progress.epoch + 1, counts.epochs),
      loss: progress.batch === 0 ? 0 : progress.lossSum / progress.batch,
      ...meanTerms(progress),
      ...metrics,
    });
    const isBest = metrics[select] > best;
    if (isBest) progress.best = progress.dev.length - 1;
    progress.due = false;
    await events.onEvaluated(progress, isBest);
  };

  const isDue = ({ epoch, batch, updates }: Progress, updated: boolean): boolean => {
    const { evaluate: when, evaluateEvery: every } = schedule;
    const due = batch - 1 === evaluatesAfter(when, counts.batches) && evaluatesIn(schedule, epoch);
    return due || (updated && every !== null && updates % every === 0);
  };

  return {
    counts,
    optimizer,
    isBetweenUpdates: () => accumulator.isEmpty(),
    run: async (progress, events) => {
      // Without an epoch the model stays as it is, and that is what is evaluated.
      if (counts.epochs === 0) await evaluate(progress, events);
      while (progress.epoch < counts.epochs) {
        const batches = parts.batches(progress.epoch);
        if (progress.due) await evaluate(progress, events);
        while (progress.batch < batches.length) {
          const report = train(progress, batches[progress.batch]);
          progress.due = isDue(progress, report.norm !== null);
          await events.onStep(progress, report);
          if (progress.due) await evaluate(progress, events);
          await nextTick();
        }
        Object.assign(progress, { epoch: progress.epoch + 1, batch: 0, lossSum: 0 });
        delete progress.termSums;
        // What is left of an incomplete accumulation is dropped when the next epoch begins, as officially.
        accumulator.clear();
        await events.onEpoch(progress);
      }
    },
    dispose: () => {
      accumulator.clear();
      optimizer.dispose();
    },
  };
}

const dispose = (gradients: ReadonlyMap<string, tf.Tensor>): void => {
  for (const gradient of gradients.values()) gradient.dispose();
};

function addTerms(progress: Progress, terms: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(terms)) {
    progress.termSums = { ...progress.termSums, [name]: (progress.termSums?.[name] ?? 0) + value };
  }
}

/** Means over the epoch's batches so far; nothing where the model has no auxiliary terms. */
function meanTerms({ termSums, batch }: Progress): Pick<DevResult, "terms"> {
  if (termSums === undefined) return {};
  const means = Object.entries(termSums).map(([name, sum]): [string, number] => [
    name,
    sum / batch,
  ]);
  return { terms: Object.fromEntries(means) };
}
