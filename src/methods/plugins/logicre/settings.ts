import type { Params } from "../../../base/params.js";

/** A run's parameters as its learner takes them. */
export interface Settings {
  readonly rounds: number;
  readonly draws: number;
  readonly hidden: number;
  readonly forward: number;
  readonly layers: number;
  readonly heads: number;
  readonly dropout: number;
  readonly samples: number;
  readonly generatorEpochs: number;
  readonly laterEpochs: number;
  readonly generatorBatch: number;
  readonly generatorRate: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly lastRate: number;
  readonly warmup: number;
}

export const settingsOf = (params: Params): Settings => ({
  rounds: Number(params.rounds),
  draws: Number(params.draws),
  hidden: Number(params.hidden),
  forward: Number(params.forward),
  layers: Number(params.layers),
  heads: Number(params.heads),
  dropout: Number(params.dropout),
  samples: Number(params.samples),
  generatorEpochs: Number(params.generatorEpochs),
  laterEpochs: Number(params.laterEpochs),
  generatorBatch: Number(params.generatorBatch),
  generatorRate: Number(params.generatorRate),
  epochs: Number(params.epochs),
  batch: Number(params.batch),
  rate: Number(params.rate),
  lastRate: Number(params.lastRate),
  warmup: Number(params.warmup),
});
