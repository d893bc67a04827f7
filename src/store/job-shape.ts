import {
  bool,
  byField,
  count,
  fields,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  recordOf,
  text,
  type Shape,
} from "../base/shape.js";
import type { OwnDataset } from "../contract/corpus/dataset.js";
import type { EncoderOrigin } from "../contract/corpus/encoder.js";
import type { Job } from "../contract/job.js";
import type { RunTask } from "../contract/executor.js";
import { dependencies, evalSpec, trainSpec } from "./spec-shape.js";

const ownDataset: Shape<OwnDataset> = fields({
  id: text,
  relations: listOf(text),
  segments: fields({ n: number, lambda: number }),
  files: fields({ train: optional(text), dev: optional(text), test: optional(text) }),
});

const encoderOrigin: Shape<EncoderOrigin> = byField("kind", {
  constructed: fields({ kind: oneOf("constructed") }),
  pretrained: fields({ kind: oneOf("pretrained") }),
  folder: fields({ kind: oneOf("folder"), folder: text }),
  hub: fields({ kind: oneOf("hub"), repository: text, revision: text }),
});

/** job.json of an attempt. */
export const jobShape: Shape<Job> = fields({
  schema: oneOf(1),
  root: text,
  trainId: text,
  train: trainSpec,
  dependencies,
  evals: listOf(fields({ evalId: text, spec: evalSpec, dependencies })),
  engine: text,
  threads: count,
  keep: oneOf("weights", "scores"),
  recompute: optional(bool),
  command: optional(fields({ argv: listOf(text), cwd: text })),
  facts: optional(recordOf(nullable(recordOf(text)))),
  restsOn: optional(recordOf(text)),
  initFolder: optional(text),
  lossFiles: optional(recordOf(text)),
  backboneFile: optional(text),
  datasets: optional(listOf(ownDataset)),
  encoder: optional(encoderOrigin),
  worker: optional(fields({ argv: listOf(text), cwd: text, silence: number })),
});

/** A task as an executor hands it on to another process. */
export const taskShape: Shape<RunTask> = fields({
  job: jobShape,
  label: text,
  restsOn: optional(listOf(text)),
});
