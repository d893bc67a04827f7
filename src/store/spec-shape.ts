import {
  bool,
  both,
  count,
  either,
  fields,
  json,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  recordOf,
  text,
  type Shape,
} from "../base/shape.js";
import type { Identity } from "../contract/run-state.js";
import type { EvalSpec } from "../contract/eval-spec.js";
import type { Dependencies, TrainSpec } from "../contract/train-spec.js";

const params = recordOf(json);
const decoder = both(params, fields({ rule: text }));

const layout = fields({
  segments: nullable(listOf(number)),
  ordering: oneOf("frequency", "original", "random", "listed"),
  relations: optional(listOf(text)),
  lambda: number,
  labelSpace: nullable(number),
});

const schedule = fields({
  epochs: number,
  batch: number,
  evalBatch: number,
  accumulate: number,
  accumulation: optional(oneOf("last")),
  rate: number,
  groups: listOf(
    fields({ name: text, match: listOf(text), rate: number, decay: optional(number) }),
  ),
  course: optional(oneOf("cosine-by-epoch")),
  warmup: number,
  clip: nullable(number),
  adam: fields({
    beta1: number,
    beta2: number,
    epsilon: number,
    decay: number,
    variant: oneOf("transformers", "torch"),
  }),
  dropLast: bool,
  evaluate: oneOf("before-last-batch", "epoch-end"),
  evaluateEpochs: optional(number),
  evaluateEvery: nullable(number),
  select: optional(oneOf("ignF1")),
  maxLength: number,
  negatives: nullable(fields({ perPositive: number, atLeast: number })),
});

/** What fixes a trained model, as a run's folder holds it. */
export const trainSpec: Shape<TrainSpec> = fields({
  schema: oneOf(1),
  profile: oneOf("smoke", "mini", "paper"),
  backbone: text,
  plugin: nullable(fields({ id: text, params })),
  encoder: text,
  loss: fields({ id: text, params }),
  layout,
  head: recordOf(either(either(number, text), bool)),
  trainSet: text,
  devSet: text,
  decoder,
  modelDecoder: optional(decoder),
  seed: count,
  schedule,
  precision: oneOf("float32"),
  variant: optional(oneOf("official-rates")),
  limit: optional(count),
  init: optional(text),
  worker: optional(fields({ command: listOf(text), version: optional(text) })),
});

export const evalSpec: Shape<EvalSpec> = fields({
  schema: oneOf(1),
  trainId: text,
  evalSet: text,
  decoder,
  facts: text,
  keeps: optional(oneOf("relation-scores")),
});

export const dependencies: Shape<Dependencies> = recordOf(either(text, number));

/** spec.json of a training. */
export const identity: Shape<Identity> = fields({ spec: trainSpec, dependencies });
