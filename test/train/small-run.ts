import type { Features } from "../../src/contract/corpus/document.js";
import { buildLayout } from "../../src/experiment/layout/layout.js";
import { miniSchedule } from "../../src/methods/profiles/schedules.js";
import type { Schedule } from "../../src/contract/schedule.js";
import type { Metrics } from "../../src/contract/result.js";
import { kernel } from "../../src/methods/backbones/atlop/kernel.js";
import { amtl } from "../../src/methods/losses/amtl.js";
import { buildModel, type Model, type ModelParts } from "../../src/train/model.js";
import { createTrainer, type Trainer, type TrainerEvents } from "../../src/train/trainer.js";
import { documentsOf, smallEncoder } from "../nn/encoder/small.js";

/** Two segments, four relations. */
export const LAYOUT = buildLayout({ segments: [1, 3], lambda: 1.5 }, ["a", "b", "c", "d"]);

/** Documents of different lengths, three entities each, with some labels. */
export const FEATURES: readonly Features[] = documentsOf([14, 20, 17, 12, 19]).map(
  (inputIds, d) => ({
    title: `document ${d}`,
    inputIds,
    entityPositions: [
      [[1, 3]],
      [
        [4, 6],
        [8, 10],
      ],
      [[7, 9]],
    ],
    pairs: Int32Array.of(0, 1, 2, 0, 1, 0, 0, 2, 1, 2, 2, 1),
    positives: [[1], [3, 4].slice(0, 1 + (d % 2))],
  }),
);

/** Batches of one document, dropout on. */
export const SCHEDULE: Schedule = {
  ...miniSchedule(["extractor", "bilinear"]),
  batch: 1,
  epochs: 2,
};

/** A tiny BERT with random weights and dropout, and ATLOP's head. The caller disposes it. */
export const smallModel = (seed = 5, parts: Partial<ModelParts> = {}): Model =>
  buildModel({
    encoder: smallEncoder(),
    kernel,
    sizes: { embedding: 8, block: 4 },
    loss: amtl,
    params: {},
    layout: LAYOUT,
    seed,
    ...parts,
  });

export const metrics = (f1: number): Metrics => ({ f1, ignF1: f1, precision: f1, recall: f1 });

export interface SmallOptions {
  readonly schedule?: Partial<Schedule>;
  readonly batches?: (epoch: number) => number[][];
  readonly evaluate?: () => Promise<Metrics>;
}

export const smallTrainer = (model: Model, options: SmallOptions = {}): Trainer =>
  createTrainer({
    model,
    schedule: { ...SCHEDULE, ...options.schedule },
    layout: LAYOUT,
    features: FEATURES,
    seed: 5,
    batches: options.batches ?? ((epoch) => [0, 1, 2, 3, 4].map((i) => [(i + epoch) % 5])),
    evaluate: options.evaluate ?? (() => Promise.resolve(metrics(0))),
  });

const nothing = () => Promise.resolve();
export const events = (some: Partial<TrainerEvents> = {}): TrainerEvents => ({
  onStep: nothing,
  onEvaluated: nothing,
  onEpoch: nothing,
  ...some,
});
