import type { Metrics } from "../contract/result.js";

/** A dev result, as result.json has it. */
export type DevResult = {
  /** Batches done in all. */
  readonly step: number;
  /** From 1; 0 where nothing was learned. */
  readonly epoch: number;
  /** Mean training loss of the epoch's batches so far; 0 where nothing was learned. */
  readonly loss: number;
  /** The same of each auxiliary term, without its weight; absent where the model has none. */
  readonly terms?: Readonly<Record<string, number>>;
} & Metrics;

/** Where a training run stands, beside its numbers: plain data, written into every checkpoint. */
export interface Progress {
  /** From 0. */
  epoch: number;
  /** Batches of the epoch that are done. */
  batch: number;
  /** Updates done in all: the schedule's clock. */
  updates: number;
  /** Sum of the losses of the epoch's batches so far. */
  lossSum: number;
  /** The same of each auxiliary term; absent where the model has none. */
  termSums?: Readonly<Record<string, number>>;
  /** Whether a dev evaluation comes before the next batch. */
  due: boolean;
  dev: DevResult[];
  /** Index into dev; -1 before the first evaluation. */
  best: number;
  /** Seconds of training in all attempts; not part of any result. */
  seconds: number;
  /** Peak of all attempts so far; not part of any result. Absent in older checkpoints. */
  peakMemoryBytes?: number;
}

export const freshProgress = (): Progress => ({
  epoch: 0,
  batch: 0,
  updates: 0,
  lossSum: 0,
  due: false,
  dev: [],
  best: -1,
  seconds: 0,
});
